"""What people do with an opportunity."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Client
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core import dates
from portal.core.kept_words import to_keep
from presales.opportunities.enums import ASKERS, Stage
from presales.opportunities.models import Opportunity


class StaleOpportunity(Exception):
    """Somebody changed the opportunity since this form was opened."""


@transaction.atomic
def create(*, values: dict, key: UUID, by) -> Opportunity:
    """A new opportunity of `by` and their organisation; the same form sent twice (same `key`) makes one."""
    known = Opportunity.objects.select_for_update(of=("self",)).filter(creation_key=key).first()
    if known is not None:
        if known.owner_id != by.pk:
            raise Refused(known, _("Ce formulaire a déjà servi."))
        return known
    opportunity = Opportunity(owner=by, organisation_id=by.organisation_id, creation_key=key, **values)
    if by.role not in ASKERS or not by.organisation_id:
        raise NotYours(opportunity, _("Cette action n’est pas ouverte à votre rôle."))
    opportunity.client = _client_of(by, opportunity.siren)
    opportunity.save(force_insert=True)
    record(opportunity, "presales.opportunity_created", by=by)
    return opportunity


@transaction.atomic
def change(*, opportunity: Opportunity, values: dict, version: int, by) -> Opportunity:
    """Write what was typed; raises `StaleOpportunity` when it changed since the form was opened."""
    row = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
    if not row.may_be_changed_by(by):
        raise NotYours(row, _("Cette action n’est pas ouverte à votre rôle."))
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row.version != version:
        raise StaleOpportunity
    moved = values.get("stage", row.stage) != row.stage
    renumbered = values.get("siren", row.siren) != row.siren
    for name, value in values.items():
        setattr(row, name, value)
    if renumbered:
        row.client = _client_of(by, row.siren) or row.client
    row.version += 1
    row.changed_at = dates.now()
    row.save()
    verb = "presales.opportunity_moved" if moved else "presales.opportunity_changed"
    record(row, verb, by=by, data={"stage": to_keep(Stage(row.stage).label)})
    return row


@transaction.atomic
def link_client(*, opportunity: Opportunity, client: Client | None, by) -> Opportunity:
    """The opportunity is for `client`, one of those `by` may see; for nobody's file with None."""
    row = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
    if not row.may_be_changed_by(by) or (client and not _may_link(by, client)):
        raise NotYours(row, _("Cette action n’est pas ouverte à votre rôle."))
    if row.client_id == (client.pk if client else None):
        return row
    row.client = client
    row.version += 1
    row.changed_at = dates.now()
    row.save()
    record(row, "presales.client_linked" if client else "presales.client_unlinked", by=by)
    return row


def _may_link(by, client: Client) -> bool:
    return Client.objects.visible_to(by).filter(pk=client.pk).exists()


def _client_of(by, siren: str) -> Client | None:
    """The client with this company number among those `by` may see: partners see none, so they link none."""
    return Client.objects.visible_to(by).filter(siren=siren).order_by("pk").first() if siren else None
