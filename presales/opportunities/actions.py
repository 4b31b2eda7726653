"""Actions on opportunities."""

from uuid import UUID

from django.db import transaction

from crm.models import Client
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.core.values.kept_words import to_keep
from portal.records import actions as records
from presales.opportunities.enums import Stage
from presales.opportunities.models import Opportunity, may_add


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Opportunity:
    """Create an opportunity of `by` and their organisation; the same form sent twice (same `key`) makes one."""
    opportunity = Opportunity(owner=by, organisation_id=by.organisation_id, creation_key=key, **values)
    if not may_add(by):
        raise NotYours(opportunity)
    opportunity.client = _client_of(by, opportunity.siren)
    opportunity, created = records.create(opportunity, by=by)
    if created:
        record(opportunity, "presales.opportunity_created", by=by)
    return opportunity


@transaction.atomic
def change(*, opportunity: Opportunity, values: dict, version: int | None = None, by) -> Opportunity:
    """Write what was typed; raise `records.Stale` when it changed since the form, of this `version`, was opened.

    A card of the board that moves has no version: it changes the stage, or nothing when it is there already.
    """
    row = lock(opportunity)
    if not row.may_be_changed_by(by):
        raise NotYours(row)
    moved = values.get("stage", row.stage) != row.stage
    if values.get("siren", row.siren) != row.siren:
        values = values | {"client": _client_of(by, values["siren"]) or row.client}
    if records.write(row, values, version=version):
        verb = "presales.opportunity_moved" if moved else "presales.opportunity_changed"
        record(row, verb, by=by, data={"stage": to_keep(Stage(row.stage).label)})
    return row


@transaction.atomic
def link_client(*, opportunity: Opportunity, client: Client | None, by) -> Opportunity:
    """Link the opportunity to `client`, one of those `by` may see, or to no file with None."""
    row = lock(opportunity)
    if not row.may_be_changed_by(by) or (client and not _may_link(by, client)):
        raise NotYours(row)
    if records.write(row, {"client": client}):
        record(row, "presales.client_linked" if client else "presales.client_unlinked", by=by)
    return row


def _may_link(by, client: Client) -> bool:
    return Client.objects.visible_to(by).filter(pk=client.pk).exists()


def _client_of(by, siren: str) -> Client | None:
    """Return the client with this company number among those `by` may see; partners see none, so they link none."""
    return Client.objects.visible_to(by).filter(siren=siren).order_by("pk").first() if siren else None
