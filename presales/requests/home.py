"""What the home page shows of requests: to those who ask what waits for them, to the team its queue."""

from django.db.models import Count, Q
from django.template.loader import render_to_string

from portal.access.permissions import Permission
from portal.core import dates
from portal.core.home import HomeBlock
from presales.requests import queries
from presales.requests.enums import OPEN, WITH_PARTNER, WITH_TEAM, Status
from presales.requests.models import PresalesRequest
from presales.requests.presentation import clock_of

SHOWN = 5
THEIRS = (Status.DRAFT, *WITH_PARTNER)


def for_askers(request) -> str:
    """Drafts to submit, dates to choose, questions to answer; nothing for the team, which has its own block."""
    user = request.user
    if user.has_right(Permission.PRESALES_HANDLE):
        return ""
    counts = dict(
        PresalesRequest.objects.visible_to(user)
        .filter(status__in=[*THEIRS, *WITH_TEAM])
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    waiting = queries.requests_of(user).filter(status__in=THEIRS).order_by("status_changed_at", "pk")[:SHOWN]
    context = {
        "drafts": counts.get(Status.DRAFT, 0),
        "with_team": sum(counts.get(status, 0) for status in WITH_TEAM),
        "planned": counts.get(Status.PLANNED, 0),
        "awaiting_info": counts.get(Status.AWAITING_INFO, 0),
        "waiting": [(each, each.next_step_for(user.role)) for each in waiting],
    }
    return render_to_string("presales/requests/home_asker.html", context, request=request)


def for_team(request) -> str:
    """What is to do, what is late, and the next meetings."""
    user, now = request.user, dates.now()
    counts = (
        PresalesRequest.objects.visible_to(user)
        .filter(status__in=OPEN)
        .aggregate(
            to_do=Count("pk", filter=Q(status=Status.TO_DO)),
            in_progress=Count("pk", filter=Q(status=Status.IN_PROGRESS)),
            late=Count("pk", filter=Q(due_at__lt=now)),
            waiting=Count("pk", filter=Q(status__in=WITH_PARTNER)),
        )
    )
    urgent = queries.waiting_for_team(user).order_by("due_at", "pk")[:SHOWN]
    context = {
        "counts": counts,
        "rows": [(each, clock_of(each, user)) for each in urgent],
        "meetings": list(queries.meetings_of(user).filter(start__gte=now)[:SHOWN]),
    }
    return render_to_string("presales/requests/home_team.html", context, request=request)


BLOCKS = (
    HomeBlock("presales.askers", for_askers, Permission.OPPORTUNITIES, 20),
    HomeBlock("presales.team", for_team, Permission.PRESALES_HANDLE, 20),
)
