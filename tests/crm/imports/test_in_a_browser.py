"""A contact list is imported on a phone: chosen, checked, simulated, confirmed, undone."""

import pytest
from playwright.sync_api import expect

from crm.models import Client
from portal.exchange.imports.running import run_import
from portal.exchange.models import ImportBatch
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "Nom;Prénom;E-mail;Portable\nRivoal;Maëlle;maelle@essai.invalid;06 12 34 56 78\n;;sans.nom@essai.invalid;\n"


def worked() -> None:
    run_import(job_id=ImportBatch.objects.get().pk)


def assert_fits(page) -> None:
    assert fits(page)


def test_contact_list_is_imported_and_undone_on_a_phone(visit):
    page = visit("/clients/", as_=UserFactory(), viewport={"width": 360, "height": 740})
    page.goto(page.url.replace("/clients/", "/imports/nouveau/contacts/"))
    assert_fits(page)
    page.get_by_label("Que contient ce fichier").select_option("1")
    page.get_by_label("Fichier", exact=True).set_input_files(
        {"name": "carnet.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("heading", name="Vérifier la lecture du fichier").wait_for()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Simuler l’import").click()
    page.get_by_text("Simulation en cours").first.wait_for()
    worked()
    page.get_by_role("button", name="Importer 1 fiche").wait_for()
    expect(page.get_by_text("Il manque le nom")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Importer 1 fiche").click()
    page.get_by_text("Import en cours").first.wait_for()
    worked()
    page.get_by_text("Import terminé").wait_for()
    assert Client.objects.get().last_name == "Rivoal"
    page.get_by_role("link", name="Annuler tout l’import").click()
    page.get_by_role("button", name="Annuler tout l’import").click()
    page.get_by_text("Annulation en cours").first.wait_for()
    worked()
    page.get_by_text("Import annulé").wait_for()
    assert not Client.objects.exists()
