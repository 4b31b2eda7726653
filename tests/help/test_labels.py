"""Help articles name buttons, tabs and pages exactly as they are labelled: what they quote with a capital."""

import re

from tests.structure.files import ROOT, text_of, written_by_us

QUOTED = re.compile("«[\u00a0\u202f ]([A-ZÀÉ+][^»{%]*?)[\u00a0\u202f ]»")
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
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").removesuffix("…")


def test_what_an_article_quotes_is_a_label_of_the_portal():
    articles = sorted((ROOT / "templates" / "help" / "articles").rglob("*.html"))
    others = [path for path in written_by_us(".py", ".html") if not {"articles", "tests"} & set(path.parts)]
    written = plain("\n".join(text_of(path) for path in others))
    quoted = [(path.name, plain(words)) for path in articles for words in QUOTED.findall(text_of(path))]
    assert len(quoted) > 100
    unknown = [pair for pair in quoted if pair[1] not in NO_LABEL and not is_label(pair[1], written)]
    assert unknown == []


def is_label(words: str, written: str) -> bool:
    return any(label in written for label in (f'"{words}"', f'"{words}…"', f"%}}{words}{{%"))
