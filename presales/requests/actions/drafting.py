"""A request until it is with the team: prepared, changed, submitted."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from presales.opportunities.enums import ASKERS
from presales.opportunities.models import Opportunity
from presales.requests import notices
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest


class StaleRequest(Exception):
    """Somebody changed the draft since this form was opened."""


@transaction.atomic
def create(*, opportunity: Opportunity, values: dict, key: UUID, by) -> PresalesRequest:
    """A draft for an opportunity `by` may see (D5); the same form sent twice (same `key`) makes one."""
    known = PresalesRequest.objects.select_for_update(of=("self",)).filter(creation_key=key).first()
    if known is not None:
        if known.requester_id != by.pk:
            raise Refused(opportunity, _("Ce formulaire a déjà servi."))
        return known
    if by.role not in ASKERS or opportunity.organisation_id != by.organisation_id:
        raise NotYours(opportunity, _("Cette action n’est pas ouverte à votre rôle."))
    request = PresalesRequest(
        opportunity=opportunity,
        organisation_id=opportunity.organisation_id,
        requester=by,
        creation_key=key,
        **values,
    )
    request.save(force_insert=True)
    PresalesRequest.objects.filter(pk=request.pk).update(search_text=_with_number(request))
    record(request, "presales.drafted", by=by)
    return request


def _with_number(request: PresalesRequest) -> str:
    """A request has its number, which people search for, once it has its key."""
    request.fill_search()
    return request.search_text


@transaction.atomic
def change(*, request: PresalesRequest, values: dict, version: int, by) -> PresalesRequest:
    """Write what was typed into a draft; raises `StaleRequest` when it changed since the form was opened."""
    row = transitions.lock(request)
    if by.role not in ASKERS:
        raise NotYours(row, _("Cette action n’est pas ouverte à votre rôle."))
    if row.status != Status.DRAFT:
        raise Refused(row, _("%(request)s n’est plus un brouillon.") % {"request": row})
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row.version != version:
        raise StaleRequest
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(row, "presales.changed", by=by)
    return row


@transaction.atomic
def submit(*, request: PresalesRequest, by) -> PresalesRequest:
    """`Soumettre` (D6): the team is told, its clock starts.

    Raises `Refused` when the day that was wished for has gone by since.
    """
    if request.status == Status.DRAFT and request.wished_on < dates.today():
        raise Refused(request, _("La date souhaitée est déjà passée : modifiez la demande, puis soumettez-la."))
    row = transitions.apply(request, "submit", by=by)
    notices.tell_submitted(row, by=by)
    return row
