"""Clients in the API: the same form, actions and scope as the pages."""

from datetime import date, datetime
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from ninja.responses import Status

from crm.clients import actions
from crm.clients.doubles import REASONS, Doubles
from crm.clients.forms import ClientForm
from crm.clients.models import Client
from portal.access.permissions import Permission
from portal.core.plugs.api import ApiRouter
from portal.exchange import api
from portal.exchange.api import Problem, Scope, opened_to

router = Router(tags=[gettext_noop("Clients")])
# The reason of a double, and the field that it came from.
FIELD_OF = {"same_email": "email", "contact_email": "email", "contact_phone": "phone", "same_name": "last_name"}


class ClientOut(Schema):
    id: int
    kind: str
    civility: str
    last_name: str
    first_name: str
    company_name: str
    siren: str
    birth_date: date | None
    address: str
    address_extra: str
    postal_code: str
    city: str
    email: str
    phone: str
    household_id: int | None
    stage: str
    owner_id: int
    version: int
    created_at: datetime
    changed_at: datetime


class Clients(Schema):
    items: list[ClientOut]
    next: str | None


class ClientIn(api.Body):
    """`seen` is what a 409 gave: the file is another party than those it named."""

    kind: str = "person"
    civility: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    company_name: str | None = None
    siren: str | None = None
    birth_date: str | None = None
    address: str | None = None
    address_extra: str | None = None
    postal_code: str | None = None
    city: str | None = None
    email: str | None = None
    phone: str | None = None
    household_id: int | None = None
    seen: str = ""


class ClientChange(ClientIn):
    """Only what is sent changes. `version` is the one that was read: a change made meanwhile is a 409."""

    version: int
    kind: str | None = None


@router.get("", response=Clients, summary=gettext_noop("Liste des clients"))
@opened_to(Scope.CLIENTS_READ, Permission.CLIENTS_VIEW)
def clients(request, cursor: str = "", limit: int = api.USUAL, q: str = "", changed_since: datetime | None = None):
    rows = Client.objects.visible_to(request.user).in_use()
    rows = rows.matching(q) if q else rows
    if changed_since:
        rows = rows.filter(changed_at__gte=changed_since)
    return api.page(rows, lambda row: row, cursor=cursor, limit=limit)


@router.get("/{int:client_id}", response=ClientOut, summary=gettext_noop("Un client"))
@opened_to(Scope.CLIENTS_READ, Permission.CLIENTS_VIEW)
def client(request, client_id: int):
    return api.found(Client.objects.visible_to(request.user), client_id)


@router.post("", response={201: ClientOut}, summary=gettext_noop("Créer un client"))
@opened_to(Scope.CLIENTS_WRITE, Permission.CLIENTS_EDIT)
def create_client(request, payload: ClientIn):
    form = ClientForm(_typed(payload.model_dump(exclude={"seen"})), user=request.user)
    if not form.is_valid():
        raise api.refused_fields(form)
    try:
        made = actions.create(values=form.values(), key=uuid4(), seen=payload.seen, by=request.user)
    except actions.MayBeKnown as known:
        raise _known(known.doubles) from None
    return Status(201, made)


@router.patch("/{int:client_id}", response=ClientOut, summary=gettext_noop("Modifier un client"))
@opened_to(Scope.CLIENTS_WRITE, Permission.CLIENTS_EDIT)
def change_client(request, client_id: int, payload: ClientChange):
    row = api.found(Client.objects.visible_to(request.user), client_id)
    before = {name: getattr(row, name) for name in ClientForm.Meta.fields if name != "household"}
    sent = payload.model_dump(exclude={"seen", "version"}, exclude_unset=True)
    values = before | {"household_id": row.household_id} | sent
    form = ClientForm(_typed(values) | {"version": str(payload.version)}, instance=row, user=request.user)
    if not form.is_valid():
        raise api.refused_fields(form)
    seen = payload.seen if form.asks_again else None
    try:
        return actions.change(client=row, values=form.values(), version=payload.version, seen=seen, by=request.user)
    except actions.MayBeKnown as known:
        raise _known(known.doubles) from None


def _typed(values: dict) -> dict:
    """Return values as a browser would send them."""
    values = values | {"household": values.get("household_id")}
    return {name: str(value) for name, value in values.items() if value not in (None, "") and name != "household_id"}


def _known(doubles: Doubles) -> Problem:
    """Return the 409 that names the fields by which the party may be known, and the files that may be opened."""
    by_field = {}
    for reason, told in _reasons(doubles):
        by_field.setdefault(FIELD_OF.get(reason, reason), told)
    files = [
        {"id": double.client.pk, "name": double.client.display_name, "reason": double.told} for double in doubles.open
    ]
    sentence = _("Ce client est peut-être déjà connu. Renvoyez la demande avec « seen » si c’est une autre personne.")
    return Problem(409, sentence, by_field, known=files, seen=doubles.seen)


def _reasons(doubles: Doubles):
    named = [reason for double in doubles.open for reason in double.reasons] + list(doubles.others)
    return [(reason, str(REASONS[reason])) for reason in named]


API = ApiRouter("clients", "/clients", router, 10)
