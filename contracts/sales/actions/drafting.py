"""Create, change, copy and delete drafts of contracts."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from crm.models import Client
from portal.audit import transitions
from portal.audit.history import history_of, record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.records import actions as records

AT_WORK = timedelta(minutes=30)
DRAFT_FIELDS = [*Contract.IDENTITY_FIELDS, "start_date", "origin", "justification"]


@transaction.atomic
def begin_draft(
    *,
    values: dict,
    key: UUID,
    version: int,
    by,
    client: Client | None = None,
    client_version: int | None = None,
    quietly: bool = False,
) -> Contract:
    """Create a draft of `by`; the same form sent twice (same `key`) gives the same draft.

    `client_version` is that of the client's file when the form was filled from it. Raises `records.Stale` when that
    draft was changed elsewhere since the form was shown.
    """
    row, created = records.create(_blank(key, by, client, client_version, **_columns(values)), by=by)
    if created:
        record(row, "contracts.drafted", by=by, is_first=True)
        return row
    row = transitions.lock(row)
    picked = (client, client_version) if client else None
    return _change(row, values, version, by, picked, quietly) if row.is_draft else row


def may_be_picked(contract: Contract) -> bool:
    """Return whether a draft's client can still be chosen: not once it has one, nor once it was sent."""
    return not contract.number and not contract.client_id


def _blank(key: UUID, by, client: Client | None, client_version: int | None, **columns) -> Contract:
    whose = {"owner": by, "agency_id": by.organisation_id, "client": client, "client_version": client_version}
    return Contract(creation_key=key, **whose, **columns)


@transaction.atomic
def change_draft(
    *,
    contract: Contract,
    values: dict,
    version: int,
    by,
    picked: tuple[Client, int | None] | None = None,
    quietly: bool = False,
) -> Contract:
    """Write what was typed into a draft; raise `records.Stale` when it changed since the form was opened.

    `picked` is the client chosen meanwhile for a draft that has none, with the version of the file that was read.
    `quietly` saves without another line in the history when the last one is about the same person at work.
    """
    row = transitions.lock(contract)
    if not row.is_draft:
        raise Refused(row, _("%(contract)s n’est plus un brouillon.") % {"contract": row})
    return _change(row, values, version, by, picked, quietly)


def _change(
    row: Contract, values: dict, version: int, by, picked: tuple[Client, int | None] | None, quietly: bool
) -> Contract:
    """Write the values that differ; the same values again (a double click) change nothing and are not stale."""
    columns = _columns(values)
    if picked and may_be_picked(row):
        columns |= {"client": picked[0], "client_version": picked[1]}
    row.erased_at = None
    if records.write(row, columns, version=version) and not (quietly and _is_at_work(row, by)):
        record(row, "contracts.changed", by=by)
    return row


def _is_at_work(row: Contract, by) -> bool:
    """Return whether the last event of a draft is that `by` began or changed it a short while ago."""
    last = next(iter(history_of(row)), None)
    if last is None or last.event.verb not in ("contracts.drafted", "contracts.changed"):
        return False
    return last.event.actor_id == by.pk and dates.now() - last.at < AT_WORK


def _columns(values: dict) -> dict:
    """Return the columns that `values` fill; the price is the catalogue's, never the form's."""
    columns = {name: values[name] for name in DRAFT_FIELDS if name in values}
    return columns | _priced(values["product"]) if "product" in values else columns


def _priced(product) -> dict:
    """Return the columns of a product and its price; nothing is priced before a product is chosen."""
    net, rate, months = (product.net_price, product.vat_rate, product.duration_months) if product else (0, 0, None)
    return {"product": product, "net_price": net, "vat_rate": rate, "duration_months": months}


@transaction.atomic
def duplicate(*, contract: Contract, key: UUID, by) -> Contract:
    """Create a draft of `by` for the client and product of `contract`, at today's price.

    The start date and the origin of the contact are still to choose, and so is the product when it is no longer on
    sale. The client's file is read as it is today. The same `key` twice gives the same draft. Both histories record it.
    """
    original = transitions.lock(contract)
    client = Client.objects.visible_to(by).filter(pk=original.client_id).first()
    copy = _blank(key, by, client, client.version if client else None)
    copy.take_identity(client or original)
    if original.product and original.product.is_active:
        for name, value in _priced(original.product).items():
            setattr(copy, name, value)
    draft, created = records.create(copy, by=by)
    if created:
        record(draft, "contracts.drafted_as_copy", by=by, data={"number": original.number})
        record(original, "contracts.duplicated", by=by, data={"draft": draft.pk})
    return draft


@transaction.atomic
def delete_draft(*, contract: Contract, by) -> None:
    """Delete a draft that was never sent; one that has a number is kept."""
    row = transitions.lock(contract)
    if not row.is_draft or row.number:
        raise Refused(row, _("%(contract)s a déjà été envoyé : il ne peut plus être supprimé.") % {"contract": row})
    row.delete()
