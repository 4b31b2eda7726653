"""Transfer of the opportunities and requests of a partner or an agent who leaves."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record_many
from portal.core.values import dates
from presales.opportunities.models import Opportunity
from presales.requests import queries
from presales.requests.enums import NOT_CLOSED
from presales.requests.models import PresalesRequest


def heir_problem(owner, to) -> str:
    """Return why `to` cannot follow opportunities, in a sentence, or an empty string."""
    if to.has_right(Permission.PRESALES_ASK) and to.organisation_id and to.has_right(Permission.OPPORTUNITIES):
        return ""
    return _("%(name)s n’a pas le droit « myB / Opportunités » : accordez-le d’abord.") % {"name": to.get_full_name()}


def count_opportunities(user) -> int:
    return Opportunity.objects.filter(owner=user).count()


@transaction.atomic
def hand_over_opportunities(*, owner, to, by, reason: str = "", limit: int) -> int:
    """Transfer at most `limit` opportunities of `owner` to `to`, with their requests, to the organisation of `to`.

    Returns how many. The version grows, so that a form open elsewhere is stale.
    """
    mine = Opportunity.objects.select_for_update(of=("self",), no_key=True).filter(owner=owner)
    affairs = list(mine.order_by("pk")[:limit])
    given = [affair.pk for affair in affairs]
    Opportunity.objects.filter(pk__in=given).update(
        owner=to, organisation_id=to.organisation_id, version=F("version") + 1, changed_at=dates.now()
    )
    PresalesRequest.objects.filter(opportunity__in=given).exclude(organisation_id=to.organisation_id).update(
        organisation_id=to.organisation_id, version=F("version") + 1
    )
    name = {"to": to.get_full_name()}
    record_many(affairs, "presales.opportunity_handed_over", by=by, reason=reason, personal=name)
    return len(affairs)


def count_asked(user) -> int:
    return _asked_by(user).count()


@transaction.atomic
def hand_over_asked(*, owner, to, by, reason: str = "", limit: int) -> int:
    """Make `to` the requester of the open requests of `owner`, or the opportunity's owner where it stays with another
    organisation.

    Closed requests keep their requester. Returns how many.
    """
    mine = _asked_by(owner).select_for_update(of=("self",), no_key=True)
    rows = list(mine.select_related("opportunity__owner").order_by("pk")[:limit])
    for row in rows:
        row.requester = to if row.organisation_id == to.organisation_id else row.opportunity.owner
        row.version += 1
        row.fill_search()
    PresalesRequest.objects.bulk_update(rows, ["requester", "version", "search_text"], batch_size=100)
    record_many(rows, "presales.handed_over", by=by, reason=reason)
    return len(rows)


def _asked_by(user):
    return PresalesRequest.objects.filter(Q(status__in=NOT_CLOSED) | queries.meeting_ahead(), requester=user)
