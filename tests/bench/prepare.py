"""Fills a database for the bench if it is empty, and says whose pages to open: `python -m tests.bench.prepare 1000`."""

import json
import os
import sys
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django


def main(count: int) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from contracts.models import Contract
    from crm.models import FollowUp
    from presales.models import PresalesRequest
    from tests.bench.fill import fill

    if Contract.objects.count() < count:
        fill("contracts", count, sys.stderr.write)
    if PresalesRequest.objects.count() < count:
        fill("requests", count, sys.stderr.write)
    if not FollowUp.objects.exists():
        fill("clients", count, sys.stderr.write)
    json.dump(_readers(), sys.stdout)


def _readers() -> list[dict]:
    from contracts.models import Contract
    from portal.access.roles import Role
    from portal.accounts.models import User

    office = _staff("bench@demo.comptoir.example")
    owner = Contract.objects.order_by("owner_id").values_list("owner", flat=True)[0]
    agent = User.objects.get(pk=owner)
    manager = _staff("manager@bench.example", role=Role.MANAGER, organisation=agent.organisation)
    readers = [_reader("agent", agent), _reader("responsable", manager), _reader("back-office", office)]
    readers += _presales_readers()
    return [*readers, _administrator(_staff("admin@demo.comptoir.example", is_staff=True, is_superuser=True))]


def _staff(email: str, **rights):
    from portal.access.roles import Role
    from portal.accounts.models import User

    given = {"first_name": "Banc", "last_name": "Mesure", "role": Role.BACK_OFFICE, **rights}
    person, _made = User.objects.get_or_create(email=email, defaults=given)
    person.set_password("comptoir-demo")
    person.save()
    return person


def _administrator(user) -> dict:
    """Who opens the administration's own pages: lists, a search, one record."""
    from contracts.models import Contract

    contracts = Contract.objects.exclude(status="draft").order_by("-created_at", "-pk")
    middle = contracts[contracts.count() // 2]
    pages = {
        "admin : contrats": "/admin/contracts/contract/",
        "admin : contrats (nom)": f"/admin/contracts/contract/?{urlencode({'q': middle.last_name.lower()})}",
        "admin : contrat": f"/admin/contracts/contract/{middle.pk}/change/",
        "admin : demandes": "/admin/presales/presalesrequest/",
        "admin : clients": "/admin/crm/client/",
        "admin : comptes": "/admin/accounts/user/",
    }
    return {"name": "administration", "email": user.email, "pages": pages}


def _reader(name: str, user) -> dict:
    from contracts.models import Contract
    from portal.core import paging
    from portal.ui.listing.address import CURSOR

    mine = Contract.objects.visible_to(user).exclude(status="draft").order_by("-created_at", "-pk")
    middle = mine[mine.count() // 2]
    page = paging.page(mine.filter(created_at__lte=middle.created_at).order_by(), key="created_at")
    pages = {
        "liste": "/contrats/",
        "recherche (nom)": f"/contrats/?{urlencode({'q': middle.last_name.lower()})}",
        "recherche (fin du mobile)": f"/contrats/?q={middle.phone[-6:]}",
        "page du milieu": f"/contrats/?{CURSOR}={page.next_cursor}",
        "détails": middle.get_absolute_url(),
        "accueil": "/",
    }
    if name == "back-office":
        pages["file du back-office"] = "/back-office/"
    return {"name": name, "email": user.email, "pages": pages | _party_pages(user)}


def _party_pages(user) -> dict[str, str]:
    """Lists, searches, board and files of clients and prospects."""
    from crm.models import Client, FollowUp

    clients = Client.objects.visible_to(user).filter(follow_up=None).order_by("sort_name", "pk")
    client = clients[clients.count() // 2]
    prospects = FollowUp.objects.visible_to(user).order_by("pk")
    prospect = prospects[prospects.count() // 2].client
    return {
        "clients (liste)": "/clients/",
        "clients (nom)": f"/clients/?{urlencode({'q': client.last_name.lower()})}",
        "client (données)": f"/clients/{client.pk}/donnees/",
        "prospects (liste)": "/prospects/",
        "prospects (nom)": f"/prospects/?{urlencode({'q': prospect.last_name.lower()})}",
        "prospects (tableau)": "/prospects/tableau/",
        "prospect (suivi)": f"/prospects/{prospect.pk}/suivi/",
        "actions (liste)": "/actions/",
    }


def _presales_readers() -> list[dict]:
    """A partner with the most opportunities, and an expert, who sees everybody's."""
    from django.db.models import Count

    from portal.access.roles import Role
    from portal.accounts.models import User

    partners = User.objects.filter(role=Role.PARTNER).annotate(brought=Count("opportunities"))
    partner = partners.order_by("-brought", "pk")[0]
    expert = User.objects.filter(role=Role.PRESALES).order_by("pk")[0]
    team = _presales_reader("avant-vente", expert)
    team["pages"]["file avant-vente"] = "/avant-vente/file/"
    return [_presales_reader("partenaire", partner), team]


def _presales_reader(name: str, user) -> dict:
    from presales.models import PresalesRequest

    closed = PresalesRequest.objects.visible_to(user).filter(status="done").order_by("-created_at", "-pk")
    request = closed[closed.count() // 2]
    pages = {
        "demandes (liste)": "/avant-vente/",
        "demandes (recherche)": f"/avant-vente/?q={request.number}",
        "demande (fiche)": request.get_absolute_url(),
        "opportunités (liste)": "/opportunites/",
    }
    return {"name": name, "email": user.email, "pages": pages}


if __name__ == "__main__":
    main(int(sys.argv[1]))
