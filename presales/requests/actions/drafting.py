"""Draft requests: created, changed, submitted."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.records import actions as records
from presales.opportunities.models import Opportunity
from presales.requests import notices
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest


@transaction.atomic
def create(*, opportunity: Opportunity, values: dict, key: UUID, by) -> PresalesRequest:
    """Create a draft for an opportunity `by` may see (D5); the same form sent twice (same `key`) makes one."""
    if not by.has_right(Permission.PRESALES_ASK) or opportunity.organisation_id != by.organisation_id:
        raise NotYours(opportunity)
    request, created = records.create(
        PresalesRequest(
            opportunity=opportunity,
            organisation_id=opportunity.organisation_id,
            requester=by,
            creation_key=key,
            **values,
        ),
        by=by,
    )
    if created:
        PresalesRequest.objects.filter(pk=request.pk).update(search_text=_with_number(request))
        record(request, "presales.drafted", by=by)
    return request


def _with_number(request: PresalesRequest) -> str:
    """Set the number, made of the primary key."""
    request.fill_search()
    return request.search_text


@transaction.atomic
def change(*, request: PresalesRequest, values: dict, version: int, by) -> PresalesRequest:
    """Write what was typed into a draft; raise `records.Stale` when it changed since the form was opened."""
    row = transitions.lock(request)
    if not by.has_right(Permission.PRESALES_ASK):
        raise NotYours(row)
    if row.status != Status.DRAFT:
        raise Refused(row, _("%(request)s n’est plus un brouillon.") % {"request": row})
    if records.write(row, values, version=version):
        record(row, "presales.changed", by=by)
    return row


@transaction.atomic
def create_and_submit(*, opportunity: Opportunity, values: dict, key: UUID, by) -> PresalesRequest:
    """Create a request and send it to the team in one gesture; the same form sent twice sends it once."""
    request = create(opportunity=opportunity, values=values, key=key, by=by)
    return submit(request=request, by=by) if request.status == Status.DRAFT else request


@transaction.atomic
def change_and_submit(*, request: PresalesRequest, values: dict, version: int, by) -> PresalesRequest:
    """Write what was typed into a draft and send it to the team; raise `records.Stale` as `change` does."""
    return submit(request=change(request=request, values=values, version=version, by=by), by=by)


@transaction.atomic
def submit(*, request: PresalesRequest, by) -> PresalesRequest:
    """`Envoyer la demande` (D6): notify the team and start its clock.

    Raises `Refused` when the wished day has passed.
    """
    if request.status == Status.DRAFT and request.wished_on < dates.today():
        raise Refused(request, _("La date souhaitée est déjà passée : modifiez la demande, puis envoyez-la."))
    row = transitions.apply(request, "submit", by=by)
    notices.tell_submitted(row, by=by)
    return row
