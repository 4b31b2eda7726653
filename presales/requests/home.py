"""Blocks of requests on the home page: for requesters what waits for them, for the team its queue."""

from django.db.models import Count
from django.template.loader import render_to_string

from portal.access.permissions import Permission
from portal.core.page_queries import MOST_FIGURED, page_counts, page_rows, shown
from portal.core.plugs.home import HomeBlock
from portal.core.values import dates
from presales.meetings import queries as meetings
from presales.requests import queries
from presales.requests.enums import OPEN, WITH_PARTNER, WITH_TEAM, Status
from presales.requests.models import PresalesRequest
from presales.requests.presentation import clock_of

SHOWN, MOST = 5, MOST_FIGURED
THEIRS = (Status.DRAFT, *WITH_PARTNER)


def for_askers(request) -> str:
    """Return drafts to submit, dates to choose and questions to answer; nothing for the team."""
    user = request.user
    if user.has_right(Permission.PRESALES_HANDLE):
        return ""
    counts = dict(_by_status(user))
    waiting = _with_asker(user)
    context = {
        "drafts": counts.get(Status.DRAFT, 0),
        "with_team": sum(counts.get(status, 0) for status in WITH_TEAM),
        "planned": counts.get(Status.PLANNED, 0),
        "awaiting_info": counts.get(Status.AWAITING_INFO, 0),
        "waiting": [(each, each.next_step_for(user.role)) for each in waiting],
    }
    return render_to_string("presales/requests/home_asker.html", context, request=request)


def for_team(request) -> str:
    """Return what is to do, what is late, and the next meetings."""
    user, now = request.user, dates.now()
    counts = _open(user, now, up_to=MOST)
    context = {
        "counts": {name: shown(number, MOST) for name, number in counts.items()},
        "rows": [(each, clock_of(each, user)) for each in _urgent(user)],
        "meetings": _meetings(user, now),
    }
    return render_to_string("presales/requests/home_team.html", context, request=request)


@page_rows
def _by_status(user):
    mine = PresalesRequest.objects.visible_to(user).filter(status__in=[*THEIRS, *WITH_TEAM]).order_by()
    return mine.values_list("status").annotate(number=Count("*"))


@page_rows
def _with_asker(user):
    return queries.requests_of(user).filter(status__in=THEIRS).order_by("status_changed_at", "pk")[:SHOWN]


@page_counts
def _open(user, now):
    found = PresalesRequest.objects.visible_to(user)
    return {
        "to_do": found.filter(status=Status.TO_DO),
        "in_progress": found.filter(status=Status.IN_PROGRESS),
        "late": found.filter(status__in=OPEN, due_at__lt=now),
        "waiting": found.filter(status__in=WITH_PARTNER),
    }


@page_rows
def _urgent(user):
    return queries.waiting_for_team(user).order_by("due_at", "pk")[:SHOWN]


@page_rows
def _meetings(user, now):
    return meetings.meetings_of(user, now)[:SHOWN]


BLOCKS = (
    HomeBlock("presales.askers", for_askers, Permission.OPPORTUNITIES, 20),
    HomeBlock("presales.team", for_team, Permission.PRESALES_HANDLE, 20),
)
