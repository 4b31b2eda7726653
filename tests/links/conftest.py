"""Links of made-up purposes: what stands behind the gate says a secret, so that a test sees when it is shown."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.http import HttpResponse
from django.shortcuts import redirect

from portal.accounts.models import Organisation
from portal.links import making, purposes
from portal.links.models import SecureLink
from portal.links.proofs import birth_date_proof, postal_code_proof
from portal.links.purposes import Purpose
from tests.factories.accounts import OrganisationFactory

SECRET = "Madame Dupont"
BORN = date(1980, 2, 1)


def page(request, link, subject):
    return HttpResponse(f"<!doctype html><title>page</title>{SECRET} {request.method}")


def finish(request, link, subject):
    assert making.complete(link)
    return redirect("links:open", request.resolver_match.kwargs["token"])


def thanks(request, link, subject):
    return HttpResponse("<!doctype html><title>merci</title>C’est fait")


@dataclass
class Given:
    """A link as its recipient has it."""

    link: SecureLink
    token: str
    about: Organisation

    @property
    def url(self) -> str:
        return f"/l/{self.token}/"


@dataclass
class Post:
    """Makes links and keeps those that were asked for anew."""

    renewed: list = field(default_factory=list)

    def send(self, purpose: str = "tests.plain", *, days: int = 3, **values) -> Given:
        about = OrganisationFactory(**values)
        link, token = making.make(purpose=purpose, about=about, days=days)
        return Given(link, token, about)


@pytest.fixture
def post(db, monkeypatch) -> Post:
    made = Post()
    known = [
        Purpose("tests.plain", "Choisir un mot de passe", page, {"fin": finish}, renew=made.renewed.append),
        Purpose(
            "tests.person", "Lire votre offre", page, {"fin": finish}, birth_date_proof(lambda row: BORN), done=thanks
        ),
        Purpose(
            "tests.company",
            "Déposer vos pièces",
            page,
            proof=lambda row: postal_code_proof(lambda row: row.postal_code),
        ),
    ]
    monkeypatch.setattr(purposes.PURPOSES, "held", {purpose.name: purpose for purpose in known})
    return made


def everything(link):
    return SecureLink.objects.filter(pk=link.pk).values().get()
