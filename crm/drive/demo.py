"""Demonstration: drives with folders, versions, a shared file, something in the bin, files asked of a client."""

import random
import uuid

from crm.clients.models import Client
from crm.drive import actions
from crm.drive.models import FileRequest
from portal.core.values import dates
from portal.demo.working_hours import WorkingHours
from portal.documents.uploads import Upload

FILLED = 8
FOLDERS = {
    "Fiscalité": ("Avis d’impôt 2025", "Déclaration 2042"),
    "Banque": ("RIB", "Relevé de compte"),
    "Patrimoine": ("Bilan patrimonial", "Estimation immobilière"),
}
BEGIN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
PAGE = (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
)
FONT = b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
END = b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def one_page(text: str) -> bytes:
    """Return a PDF of one page that says `text`."""
    shown = text.replace("’", "'").encode("cp1252", "replace").replace(b"(", b"[").replace(b")", b"]")
    drawn = b"BT /F1 20 Tf 72 760 Td (" + shown + b") Tj ET"
    stream = b"4 0 obj<</Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream endobj\n"
    return BEGIN + PAGE + stream + FONT + END


def make_drives(clients: list[Client], dice: random.Random) -> int:
    """Fill some drives; return how many. A second run fills none."""
    if FileRequest.objects.exists():
        return 0
    people = [client for client in clients if not client.is_company and client.email][:FILLED]
    hours = WorkingHours(dice, dates.now())
    for client in people:
        _fill(client, dice, hours)
    return len(people)


def _fill(client: Client, dice: random.Random, hours: WorkingHours) -> None:
    by = client.owner
    with dates.pretending(hours.moment(dice.randrange(15, 60))):
        for name, titles in FOLDERS.items():
            folder = actions.add_folder(client=client, parent=None, name=name, by=by)
            for title in titles:
                _put(client, folder, title, 1)
    with dates.pretending(hours.moment(dice.randrange(3, 14))):
        newer = _put(
            client, actions.add_folder(client=client, parent=None, name="Patrimoine", by=by), "Bilan patrimonial", 2
        )
        draft = _put(client, None, "Brouillon de note", 1)
        actions.delete(node=draft, by=by)
    with dates.pretending(hours.moment(2)):
        actions.share(node=newer, by=by)
        actions.ask(client=client, folder=None, what="Votre dernier avis de taxe foncière", key=uuid.uuid4(), by=by)


def _put(client: Client, folder, title: str, version: int):
    content = one_page(f"{title} - {client.display_name} - version {version}")
    upload = Upload(content, f"{title}.pdf", "application/pdf")
    return actions.add_file(client=client, folder=folder, upload=upload, by=client.owner)


def add_drives(demo) -> None:
    demo.say(f"  drives ({make_drives(demo.clients, demo.dice(23))} nouveaux)")


STEPS = ((48, add_drives),)
