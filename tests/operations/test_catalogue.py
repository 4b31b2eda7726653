import gettext
import io
import shutil
import subprocess

import pytest

from scripts.compile_messages import compile_all, to_mo

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: somewhere.py
msgid "Contrat signé"
msgstr "Contract signed"

msgctxt "bouton"
msgid "Signer"
msgstr "Sign"

msgid "%(n)s jour"
msgid_plural "%(n)s jours"
msgstr[0] "%(n)s day"
msgstr[1] "%(n)s days"

msgid ""
"Une phrase « longue »\n"
"sur deux lignes"
msgstr ""
"A \"long\" sentence\n"
"on two lines"

#, fuzzy
msgid "Peut-être"
msgstr "Maybe not"

msgid "Sans traduction"
msgstr ""

#~ msgid "Ancien"
#~ msgstr "Old"
"""


@pytest.fixture(scope="module")
def catalogue():
    return gettext.GNUTranslations(io.BytesIO(to_mo(PO)))


def test_sentences_plurals_and_contexts_are_found_again(catalogue):
    assert catalogue.gettext("Contrat signé") == "Contract signed"
    assert catalogue.pgettext("bouton", "Signer") == "Sign"
    assert catalogue.ngettext("%(n)s jour", "%(n)s jours", 2) == "%(n)s days"
    assert catalogue.gettext("Une phrase « longue »\nsur deux lignes") == 'A "long" sentence\non two lines'


def test_uncertain_empty_and_old_sentences_stay_french(catalogue):
    for sentence in ("Peut-être", "Sans traduction", "Ancien"):
        assert catalogue.gettext(sentence) == sentence


def test_a_broken_line_is_told():
    with pytest.raises(ValueError, match="unreadable line: msgwhat"):
        to_mo('msgid "a"\nmsgwhat "b"')


def test_only_what_changed_is_compiled_again(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert compile_all(tmp_path) == 1
    assert compile_all(tmp_path) == 0


@pytest.mark.skipif(not shutil.which("msgunfmt"), reason="needs gettext, to read the result with another tool")
def test_gettext_itself_reads_the_result(tmp_path):
    (tmp_path / "django.mo").write_bytes(to_mo(PO))
    text = subprocess.run(["msgunfmt", tmp_path / "django.mo"], check=True, capture_output=True).stdout.decode()
    assert 'msgid "Contrat signé"\nmsgstr "Contract signed"' in text
