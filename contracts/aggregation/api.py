"""Partners' contracts in the API: read in the reader's scope, pushed through the same door as files."""

from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from catalog.models import Partner
from contracts.aggregation import queries
from contracts.aggregation.imports import KIND
from portal.access.permissions import Permission
from portal.core.plugs.api import ApiRouter
from portal.exchange import api
from portal.exchange.api import Problem, Scope, opened_to
from portal.exchange.imports.actions import CannotImport
from portal.exchange.imports.pushing import MOST_LINES, push

router = Router(tags=[gettext_noop("Contrats des partenaires")])
Cell = str | int | float | None


class HoldingOut(Schema):
    id: int
    partner_id: int
    offer_id: int | None
    client_id: int | None
    reference: str
    client_reference: str
    product_name: str
    holder: str
    opened_on: date | None
    state: str
    paid_in: Decimal | None
    value: Decimal | None
    valued_on: date | None
    currency: str
    changed_at: datetime


class Holdings(Schema):
    items: list[HoldingOut]
    next: str | None


class Batch(api.Body):
    """Up to 1 000 lines of one partner: `reference` is required, `value` goes with `valued_on`."""

    partner_id: int
    lines: list[dict[str, Cell]]


class Result(Schema):
    line: int
    reference: str
    verdict: str
    reason: str
    contract_id: int | None


class BatchOut(Schema):
    batch: str
    url: str
    counts: dict[str, int]
    results: list[Result]


@router.get("", response=Holdings, summary=gettext_noop("Liste des contrats des partenaires"))
@opened_to(Scope.HOLDINGS_READ, Permission.AGGREGATION)
def partner_contracts(
    request,
    cursor: str = "",
    limit: int = api.USUAL,
    q: str = "",
    partner_id: int | None = None,
    client_id: int | None = None,
    changed_since: datetime | None = None,
):
    rows = queries.contracts_of(request.user)
    rows = rows.matching(q) if q else rows
    asked = {"partner_id": partner_id, "client_id": client_id, "changed_at__gte": changed_since}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return api.page(rows, lambda row: row, cursor=cursor, limit=limit)


@router.get("/{int:contract_id}", response=HoldingOut, summary=gettext_noop("Un contrat d’un partenaire"))
@opened_to(Scope.HOLDINGS_READ, Permission.AGGREGATION)
def partner_contract(request, contract_id: int):
    return api.found(queries.contracts_of(request.user), contract_id)


@router.post("/batches", response=BatchOut, summary=gettext_noop("Envoyer des contrats, un résultat par ligne"))
@opened_to(Scope.HOLDINGS_WRITE, Permission.AGGREGATION_IMPORT)
def push_contracts(request, payload: Batch):
    partner = api.found(Partner.objects.filter(is_active=True), payload.partner_id)
    _check(payload.lines)
    try:
        batch = push(kind=KIND, source=partner.pk, source_name=partner.name, lines=payload.lines, by=request.user)
    except CannotImport as error:
        raise Problem(409, str(error), {"partner_id": str(error)}) from None
    lines = batch.lines.order_by("number")
    return {
        "batch": str(batch.pk),
        "url": reverse("exchange:import", args=[batch.pk]),
        "counts": batch.counts,
        "results": [
            {
                "line": line.number,
                "reference": str(line.values.get("reference", "")),
                "verdict": line.verdict,
                "reason": line.reason,
                "contract_id": line.target,
            }
            for line in lines
        ],
    }


def _check(lines: list[dict]) -> None:
    """Refuse a batch that is empty, too long, or names fields that nobody knows."""
    if not 1 <= len(lines) <= MOST_LINES:
        sentence = _("Envoyez de 1 à %(most)s lignes.") % {"most": MOST_LINES}
        raise Problem(422, sentence, {"lines": sentence})
    known = {field.key for field in KIND.fields}
    for number, line in enumerate(lines, start=1):
        if unknown := sorted(set(line) - known):
            sentence = _("Champ inconnu à la ligne %(number)s.") % {"number": number}
            raise Problem(422, sentence, {f"lines.{number}.{unknown[0][:60]}": _("Champ inconnu.")})


API = ApiRouter("partner_contracts", "/partner-contracts", router, 30)
