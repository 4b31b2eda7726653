"""Older accounts are imported on a phone; an agent adds one of them; the back-office accepts."""

import pytest
from playwright.sync_api import expect

from portal.exchange.imports.running import run_import
from portal.exchange.models import ImportBatch
from subscriptions.models import LegacyAccount
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "E-mail;Base d'origine;Nom;Prénom;Identifiant\nodile@librairie.example;Ancienne librairie;Ferrand;Odile;C-001\n"


def worked() -> None:
    run_import(job_id=ImportBatch.objects.get().pk)


def assert_fits(page) -> None:
    assert fits(page)


def test_back_office_imports_older_accounts_on_a_phone(visit):
    page = visit("/portefeuille/anciens/", as_=UserFactory(back_office=True), viewport={"width": 360, "height": 740})
    expect(page.get_by_text("Aucun compte d’une ancienne base")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.goto(page.url.replace("/portefeuille/anciens/", "/imports/nouveau/anciens-comptes/"))
    page.get_by_label("Fichier", exact=True).set_input_files(
        {"name": "anciens.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("heading", name="Vérifier la lecture du fichier").wait_for()
    page.get_by_role("button", name="Simuler l’import").click()
    page.get_by_text("Simulation en cours").first.wait_for()
    worked()
    page.get_by_role("button", name="Importer 1 compte").click()
    page.get_by_text("Import en cours").first.wait_for()
    worked()
    page.get_by_text("Import terminé").wait_for()
    one = LegacyAccount.objects.get()
    PortfolioLinkFactory(owner=UserFactory(), email=one.email, legacy=one, state="pending")
    page.goto(page.url.split("/imports/")[0] + one.get_absolute_url())
    expect(page.get_by_role("heading", name="odile@librairie.example")).to_be_visible()
    expect(page.get_by_text("Cette personne n’est pas inscrite ici")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("link", name="Ajoutée par").click()
    expect(page.get_by_text("C-001")).to_be_visible()
