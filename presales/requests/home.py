"""Blocks of requests on the home page: for requesters what waits for them, for the team its queue."""

from django.db.models import Count
from django.template.loader import render_to_string

from portal.access.permissions import Permission
from portal.core.page_queries import MOST_FIGURED, page_counts, page_rows, shown
from portal.core.plugs.home import HomeBlock
from portal.core.values import dates
from presales.meetings import queries as meetings
from presales.requests.enums import OPEN, WITH_PARTNER, WITH_TEAM, Status
from presales.requests.models import PresalesRequest

SHOWN, MOST = 5, MOST_FIGURED
THEIRS = (Status.DRAFT, *WITH_PARTNER)


def for_askers(request) -> str:
    """Return how many requests wait for the asker and for the team; nothing for the team."""
    user = request.user
    if user.has_right(Permission.PRESALES_HANDLE):
        return ""
    counts = dict(_by_status(user))
    context = {
        "drafts": counts.get(Status.DRAFT, 0),
        "with_team": sum(counts.get(status, 0) for status in WITH_TEAM),
        "planned": counts.get(Status.PLANNED, 0),
        "awaiting_info": counts.get(Status.AWAITING_INFO, 0),
    }
    return render_to_string("presales/requests/home_asker.html", context, request=request)


def for_team(request) -> str:
    """Return how much is to do and late, and the next meetings."""
    user, now = request.user, dates.now()
    counts = _open(user, now, up_to=MOST)
    context = {
        "counts": {name: shown(number, MOST) for name, number in counts.items()},
        "meetings": _meetings(user, now),
    }
    return render_to_string("presales/requests/home_team.html", context, request=request)


@page_rows
def _by_status(user):
    mine = PresalesRequest.objects.visible_to(user).filter(status__in=[*THEIRS, *WITH_TEAM]).order_by()
    return mine.values_list("status").annotate(number=Count("*"))


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
def _meetings(user, now):
    return meetings.meetings_of(user, now)[:SHOWN]


BLOCKS = (
    HomeBlock("presales.askers", for_askers, Permission.OPPORTUNITIES, 20),
    HomeBlock("presales.team", for_team, Permission.PRESALES_HANDLE, 20),
)
