"""A contract before it is sent: begun, changed, thrown away."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from crm.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused

DRAFT_FIELDS = [*Contract.IDENTITY_FIELDS, "start_date", "origin"]


class StaleDraft(Exception):
    """The draft was changed in another tab or by a colleague since this form was opened."""


@transaction.atomic
def begin_draft(*, values: dict, key: UUID, by, client: Client | None = None) -> Contract:
    """A new draft of `by`. The same form sent twice (same `key`) gives the same draft."""
    contract, created = Contract.objects.get_or_create(
        creation_key=key, defaults={"owner": by, "agency": by.organisation, "client": client}
    )
    if contract.owner_id != by.pk:
        raise Refused(contract, _("Ce formulaire a déjà servi."))
    if not created and not contract.is_draft:
        return contract
    if created:
        record(contract, "contracts.drafted", by=by)
    return _write(contract, values)


@transaction.atomic
def change_draft(*, contract: Contract, values: dict, version: int, by) -> Contract:
    """Write what was typed into a draft; raises `StaleDraft` when it changed since the form was opened."""
    row = transitions.lock(contract)
    if not row.is_draft:
        raise Refused(row, _("%(contract)s n’est plus un brouillon.") % {"contract": row})
    if row.version != version:
        raise StaleDraft
    if _differs(row, values):
        record(row, "contracts.changed", by=by)
        _write(row, values)
    return row


def _differs(row: Contract, values: dict) -> bool:
    return any(getattr(row, name) != value for name, value in values.items() if name in (*DRAFT_FIELDS, "product"))


def _write(row: Contract, values: dict) -> Contract:
    for name in DRAFT_FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if "product" in values:
        _take_price(row, values["product"])
    row.version += 1
    row.save()
    return row


def _take_price(row: Contract, product) -> None:
    """The price is the catalogue's, never the form's."""
    row.product = product
    row.net_price = product.net_price if product else 0
    row.vat_rate = product.vat_rate if product else 0
    row.duration_months = product.duration_months if product else None


@transaction.atomic
def delete_draft(*, contract: Contract, by) -> None:
    """Throw away a draft that was never sent; one that has a number is kept."""
    row = transitions.lock(contract)
    if not row.is_draft or row.number:
        raise Refused(row, _("%(contract)s a déjà été envoyé : il ne peut plus être supprimé.") % {"contract": row})
    row.delete()
