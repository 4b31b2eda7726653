"""Many files dropped on a phone's page: what fails is listed and sent again."""

import pytest
from playwright.sync_api import expect

from crm.drive.models import Node
from tests.browsing import assert_accessible, fits
from tests.factories.clients import ClientFactory
from tests.factories.drive import folder, put
from tests.factories.library import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILES, EVERY, REASON = 21, 7, "Ce fichier est abîmé."


def test_failed_files_are_listed_and_sent_again(visit):
    client = ClientFactory()
    put(client, "déjà.pdf", folder=folder(client, "Fiscalité"))
    page = visit(f"/clients/{client.pk}/drive/", as_=client.owner, viewport={"width": 360, "height": 740})
    assert fits(page)
    assert_accessible(page)
    asked = []

    def answer(route):
        asked.append(route.request)
        if len(asked) <= FILES and len(asked) % EVERY == 0:
            route.fulfill(status=200, json={"error": REASON})
        else:
            route.continue_()

    page.route("**/drive/envoi/**", answer)
    sent = [{"name": f"f{n:02}.pdf", "mimeType": "application/pdf", "buffer": pdf(str(n))} for n in range(FILES)]
    page.locator("#id_files").set_input_files(sent)
    page.get_by_role("button", name="Réessayer").wait_for()
    assert Node.objects.files().count() == 1 + FILES - FILES // EVERY
    expect(page.get_by_text(REASON)).to_have_count(FILES // EVERY)
    page.get_by_role("button", name="Réessayer").click()
    page.get_by_role("link", name="f20.pdf").wait_for()
    assert Node.objects.files().count() == 1 + FILES
    assert len(asked) == FILES + FILES // EVERY


def test_file_is_read_and_moved_on_a_phone(visit):
    client = ClientFactory()
    node = put(client, "avis.pdf")
    folder(client, "Fiscalité")
    page = visit(f"/drive/{node.pk}/fichier/", as_=client.owner, viewport={"width": 360, "height": 740})
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="Déplacer").click()
    page.get_by_label("Nouveau dossier").select_option(label="Fiscalité")
    page.get_by_role("button", name="Déplacer").click()
    page.get_by_text("est maintenant dans « Fiscalité »").wait_for()
    page.get_by_text("Nouveau", exact=True).click()
    expect(page.get_by_role("link", name="Demander un fichier au client")).to_be_visible()
