"""Onboardings of tests, walked as clients walk them."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from crm.onboarding.actions import inviting
from crm.onboarding.models import Onboarding
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from tests.client import StrictClient
from tests.documents.test_detection import PDF_BYTES
from tests.factories.clients import ClientFactory

TEMPLATES = ("onboarding_link", "onboarding_again", "onboarding_reminder")


def invited(client=None, **values) -> Onboarding:
    """An onboarding whose link has just gone out."""
    client = client or ClientFactory(**values)
    inviting.invite(client=client, name=client.person_name or "Camille Perrin", email=client.email, by=client.owner)
    return Onboarding.objects.get(client=client)


def link_of(onboarding: Onboarding) -> str:
    """The address in the newest mail that went to the client."""
    mails = messages_about(onboarding.client).filter(template__in=[f"crm/messages/{each}" for each in TEMPLATES])
    return re.search(r"https?://[^/]+(/l/\S+/)", mails.order_by("-pk").first().content().text)[1]


def code_sent() -> str:
    """The code in the newest mail."""
    text = Message.objects.filter(template="links/messages/code").order_by("-pk").first().content().text
    return re.search(r"\b(\d{3} \d{3})\b", text)[1]


def at_home(onboarding: Onboarding) -> tuple[StrictClient, str]:
    """The client's browser behind the code, and the address of the link."""
    visitor, url = StrictClient(), link_of(onboarding)
    visitor.post(url, {"envoi-code": "1"})
    visitor.post(url, {"passage": "1", "code": code_sent()})
    return visitor, url


def photo(color="white", *, name="photo.jpg", size=(60, 40), kind="JPEG", **options) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def pdf(*, name="kbis.pdf", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF_BYTES + more, content_type="application/pdf")


PERSON = {
    "civility": "mme",
    "last_name": "Perrin",
    "first_name": "Camille",
    "birth_date": "04/03/1979",
    "address": "8 rue de l’Église",
    "postal_code": "69002",
    "city": "Lyon",
    "phone": "06 12 34 56 78",
}
COMPANY = {
    "company_name": "Menuiserie Générale",
    "address": "8 rue de l’Église",
    "postal_code": "69002",
    "city": "Lyon",
}
OFFICER = {
    "standing": "both",
    "last_name": "Perrin",
    "first_name": "Camille",
    "birth_date": "04/03/1979",
    "share": "60",
}
CONSENTS = {"truth": "on", "data": "on", "mail": "on"}


def filled(onboarding: Onboarding) -> tuple[StrictClient, str]:
    """Everything filled in, nothing sent yet."""
    visitor, url = at_home(onboarding)
    is_company = onboarding.client.is_company
    visitor.post(f"{url}?etape=informations", COMPANY if is_company else PERSON)
    if is_company:
        visitor.post(f"{url}personne/", OFFICER)
        visitor.post(f"{url}?etape=personnes")
    for number, piece in enumerate(onboarding.pieces.order_by("pk")):
        sent = {"files": photo((number * 40, 90, 120)) if number == 0 else pdf(more=b"%d" % number)}
        visitor.post(f"{url}?etape=piece-{piece.pk}", sent)
    visitor.post(f"{url}?etape=accords", CONSENTS)
    return visitor, url


def submitted(client=None, **values) -> Onboarding:
    """An onboarding that waits for the back-office."""
    onboarding = invited(client, **values)
    visitor, url = filled(onboarding)
    visitor.post(f"{url}envoi/")
    return Onboarding.objects.select_related("client").get(pk=onboarding.pk)
