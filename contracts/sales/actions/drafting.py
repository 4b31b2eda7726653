"""A contract before it is sent: begun, changed, thrown away."""

from uuid import UUID

from django.db import IntegrityError, transaction
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
def begin_draft(
    *, values: dict, key: UUID, version: int, by, client: Client | None = None, client_version: int | None = None
) -> Contract:
    """A new draft of `by`. The same form sent twice (same `key`) gives the same draft.

    `client_version` is that of the client's file when the form was filled from it. Raises `StaleDraft` when that draft
    was changed elsewhere since the form was shown.
    """
    row, created = _begun(_filled(_blank(key, by, client, client_version), values), by)
    if created:
        record(row, "contracts.drafted", by=by, is_first=True)
        return row
    row = transitions.lock(row)
    picked = (client, client_version) if client else None
    return _change(row, values, version, by, picked) if row.is_draft else row


def may_be_picked(contract: Contract) -> bool:
    """Whether the client of a draft is still to choose: once it was sent, or has one, it stays theirs."""
    return not contract.number and not contract.client_id


def _blank(key: UUID, by, client: Client | None, client_version: int | None) -> Contract:
    return Contract(
        creation_key=key, owner=by, agency_id=by.organisation_id, client=client, client_version=client_version
    )


def _begun(draft: Contract, by) -> tuple[Contract, bool]:
    """`draft`, now written, or the one that its form made before, and whether it has just been made."""
    before = Contract.objects.filter(creation_key=draft.creation_key)
    found = before.get() if before.exists() else _written(draft)
    if found.owner_id != by.pk:
        raise Refused(found, _("Ce formulaire a déjà servi."))
    return found, found is draft


def _written(draft: Contract) -> Contract:
    """`draft` in the database, or the one that the same form sent at the same moment put there first."""
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        first = Contract.objects.filter(creation_key=draft.creation_key).first()
        if first is None:
            raise
        return first
    return draft


@transaction.atomic
def change_draft(
    *, contract: Contract, values: dict, version: int, by, picked: tuple[Client, int | None] | None = None
) -> Contract:
    """Write what was typed into a draft; raises `StaleDraft` when it changed since the form was opened.

    `picked` is the client chosen meanwhile for a draft that has none, with the version of the file that was read.
    """
    row = transitions.lock(contract)
    if not row.is_draft:
        raise Refused(row, _("%(contract)s n’est plus un brouillon.") % {"contract": row})
    return _change(row, values, version, by, picked)


def _change(row: Contract, values: dict, version: int, by, picked: tuple[Client, int | None] | None) -> Contract:
    """Write what differs; the same values again, as a double click sends them, change nothing and are not stale."""
    picked = picked if may_be_picked(row) else None
    if not picked and not _differs(row, values):
        return row
    if row.version != version:
        raise StaleDraft
    if picked:
        row.client, row.client_version = picked
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
    _filled(row, values).version += 1
    row.save()
    return row


def _filled(row: Contract, values: dict) -> Contract:
    for name in DRAFT_FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if "product" in values:
        _take_price(row, values["product"])
    row.erased_at = None
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
    copy = _blank(key, by, client, client.version if client else None)
    copy.take_identity(client or original)
    if original.product and original.product.is_active:
        _take_price(copy, original.product)
    draft, created = _begun(copy, by)
    if created:
        record(draft, "contracts.drafted_as_copy", by=by, data={"number": original.number})
        record(original, "contracts.duplicated", by=by, data={"draft": draft.pk})
    return draft


@transaction.atomic
def delete_draft(*, contract: Contract, by) -> None:
    """Throw away a draft that was never sent; one that has a number is kept."""
    row = transitions.lock(contract)
    if not row.is_draft or row.number:
        raise Refused(row, _("%(contract)s a déjà été envoyé : il ne peut plus être supprimé.") % {"contract": row})
    row.delete()
