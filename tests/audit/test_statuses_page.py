"""The page that explains the statuses says what the code does."""

from django.utils import translation

from portal.audit.management.commands.statuses_doc import PAGE
from portal.audit.statuses import statuses_page


def test_the_page_of_statuses_is_current():
    assert PAGE.read_text(encoding="utf-8") == statuses_page(), "run: manage.py statuses_doc"


def test_the_page_is_the_same_whatever_language_is_active():
    with translation.override("en"):
        assert statuses_page() == PAGE.read_text(encoding="utf-8")


def test_the_page_holds_the_words_of_the_sales_guide():
    page = statuses_page()
    for label in ("En attente client", "En attente back-office", "Validé", "Rétracté", "Injoignable", "Impayé"):
        assert label in page
