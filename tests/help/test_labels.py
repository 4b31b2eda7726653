"""Help articles name buttons, tabs and pages exactly as they are labelled."""

import re

from scripts.compile_messages import entries
from tests.structure.files import ROOT

QUOTED = re.compile("«[\u00a0\u202f ]([^»{%]*?)[\u00a0\u202f ]»")
NO_LABEL = {
    "Ce fichier est exactement le contrat signé",  # beginnings of sentences
    "Celui qui a été présenté au client",
    "Pas connu ici",
    "Trop d’essais",
    "Réservé à l’entrée en relation",
    "Conflit",
    "+ Nouveau",
    "Nouveau QCF",
    "Envoyer QCF",  # put together from other words
    "supérieur",  # a word that the article explains
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").removesuffix("…")


def test_what_an_article_quotes_is_a_label_of_the_portal():
    catalogue = (ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    labels = {plain(entry["msgid"]) for entry in entries(catalogue)}
    quoted = [
        (str(path.relative_to(ROOT)), plain(words))
        for path in sorted((ROOT / "templates" / "help" / "articles").rglob("*.html"))
        for words in QUOTED.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(quoted) > 100
    assert [pair for pair in quoted if pair[1] not in labels | NO_LABEL] == []
