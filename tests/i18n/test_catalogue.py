"""The English catalogue holds every sentence, with the places for values that the French one has.

That it is gathered from the code as it is now is checked by `scripts/check_catalogue.py`, a linter of `make test`.
"""

import re
from pathlib import Path

import pytest

from scripts.check_catalogue import refused
from scripts.compile_messages import entries, to_mo
from tests.structure.files import ROOT, text_of, written_by_us

CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%](?!\w)|(?<!\{)\{\w+\}|</?\w[^>]*>")
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _entries():
    return [entry for entry in entries(CATALOGUE.read_text(encoding="utf-8")) if entry["msgid"]]


def test_every_sentence_has_its_english():
    assert len(_entries()) > 2000
    assert refused(CATALOGUE.read_text(encoding="utf-8")) == ([], [])


def test_values_and_tags_stand_in_both_languages():
    wrong = []
    for entry in _entries():
        french = {0: entry["msgid"], 1: entry.get("msgid_plural", entry["msgid"])}
        for number, english in entry["msgstr"].items():
            if set(PLACES.findall(french[number])) != set(PLACES.findall(english)):
                wrong.append((french[number], english))
    assert wrong == []


def test_blanks_at_both_ends_stay():
    ends = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
    for entry in _entries():
        assert ends.match(entry["msgid"]).groups() == ends.match(entry["msgstr"][0]).groups(), entry["msgid"]


def test_english_has_its_own_signs():
    french_signs = re.compile("[«»]|[\u00a0\u202f][:;?!]")
    assert [entry["msgid"] for entry in _entries() if french_signs.search(" ".join(entry["msgstr"].values()))] == []


def test_every_counted_sentence_has_two_forms():
    assert [entry["msgid"] for entry in _entries() if ("msgid_plural" in entry) != (len(entry["msgstr"]) == 2)] == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Bonjour"\nmsgstr ""\n', (["Bonjour"], [])),
        ('#, fuzzy\nmsgid "Bonjour"\nmsgstr "Hello"\n', (["Bonjour"], [])),
        ('msgid "un"\nmsgid_plural "des"\nmsgstr[0] "one"\nmsgstr[1] ""\n', (["un"], [])),
        ('msgid "Qui\\\\u00a0?"\nmsgstr "Who?"\n', ([], ["Qui\\u00a0?"])),
        ('msgid "Bonjour"\nmsgstr "Hello"\n', ([], [])),
    ],
)
def test_the_check_refuses_what_no_reader_would_see(entry, fault):
    assert refused(HEAD + entry) == fault


def test_no_sentence_hides_behind_a_name_the_gatherer_does_not_know():
    """xgettext knows the functions by their names, and `_`."""
    alias = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?) as (?!_\b)\w+")
    assert [str(path) for path in written_by_us(".py") if alias.search(text_of(path))] == []


def test_what_is_compiled_is_what_gettext_reads(tmp_path: Path):
    import gettext

    compiled = tmp_path / "django.mo"
    compiled.write_bytes(to_mo(CATALOGUE.read_text(encoding="utf-8")))
    with compiled.open("rb") as file:
        english = gettext.GNUTranslations(file)
    for entry in _entries():
        if "msgid_plural" in entry:
            forms = [english.ngettext(entry["msgid"], entry["msgid_plural"], count) for count in (1, 2)]
            assert forms == list(entry["msgstr"].values())
        else:
            assert english.gettext(entry["msgid"]) == entry["msgstr"][0]
