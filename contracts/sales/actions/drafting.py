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
def begin_draft(*, values: dict, key: UUID, version: int, by, client: Client | None = None) -> Contract:
    """A new draft of `by`. The same form sent twice (same `key`) gives the same draft.

    Raises `StaleDraft` when that draft was changed elsewhere since the form was shown.
    """
    contract, created = _begun(key, by, client)
    if created:
        record(contract, "contracts.drafted", by=by)
        return _write(contract, values)
    row = transitions.lock(contract)
    return _change(row, values, version, by) if row.is_draft else row


def _begun(key: UUID, by, client: Client | None) -> tuple[Contract, bool]:
    """The draft that this form made, and whether it has just been made."""
    contract, created = Contract.objects.get_or_create(
        creation_key=key, defaults={"owner": by, "agency": by.organisation, "client": client}
    )
    if contract.owner_id != by.pk:
        raise Refused(contract, _("Ce formulaire a déjà servi."))
    return contract, created


@transaction.atomic
def change_draft(*, contract: Contract, values: dict, version: int, by) -> Contract:
    """Write what was typed into a draft; raises `StaleDraft` when it changed since the form was opened."""
    row = transitions.lock(contract)
    if not row.is_draft:
        raise Refused(row, _("%(contract)s n’est plus un brouillon.") % {"contract": row})
    return _change(row, values, version, by)


def _change(row: Contract, values: dict, version: int, by) -> Contract:
    """Write what differs; the same values again, as a double click sends them, change nothing and are not stale."""
    if not _differs(row, values):
        return row
    if row.version != version:
        raise StaleDraft
    record(row, "contracts.changed", by=by)
    return _write(row, values)


def _differs(row: Contract, values: dict) -> bool:
    if "product" in values and (row.product, *_price_of(row)) != (values["product"], *_price_of(values["product"])):
        return True
    return any(getattr(row, name) != values[name] for name in DRAFT_FIELDS if name in values)


def _price_of(priced) -> tuple:
    """Price, rate and duration of a product or of a draft; nothing is priced before a product is chosen."""
    return (priced.net_price, priced.vat_rate, priced.duration_months) if priced else (0, 0, None)


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
    row.net_price, row.vat_rate, row.duration_months = _price_of(product)


@transaction.atomic
def duplicate(*, contract: Contract, key: UUID, by) -> Contract:
    """A new draft of `by` for the client and product of `contract`, at today's price; its date and the origin of
    the contact are still to choose.

    The client's file is what it is today; a product no longer on sale is left to choose. The same `key` twice gives
    the same draft. Both histories tell it.
    """
    original = transitions.lock(contract)
    client = Client.objects.visible_to(by).filter(pk=original.client_id).first()
    draft, created = _begun(key, by, client)
    if not created:
        return draft
    record(draft, "contracts.drafted_as_copy", by=by, data={"number": original.number})
    record(original, "contracts.duplicated", by=by, data={"draft": draft.pk})
    draft.take_identity(client or original)
    if original.product and original.product.is_active:
        _take_price(draft, original.product)
    draft.save()
    return draft


@transaction.atomic
def delete_draft(*, contract: Contract, by) -> None:
    """Throw away a draft that was never sent; one that has a number is kept."""
    row = transitions.lock(contract)
    if not row.is_draft or row.number:
        raise Refused(row, _("%(contract)s a déjà été envoyé : il ne peut plus être supprimé.") % {"contract": row})
    row.delete()
