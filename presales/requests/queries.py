"""What pages read of requests; every queryset starts from `visible_to`."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.access.roles import Role
from portal.core import dates
from presales.requests.enums import WITH_TEAM, SlotState, Status
from presales.requests.models import PresalesRequest, Slot


def requests_of(user):
    """The requests of a reader's lists, with what a card shows."""
    people = ("requester", "handler", "wished_presenter")
    return PresalesRequest.objects.visible_to(user).select_related(
        "opportunity__product", "opportunity__owner", "organisation", "chosen__expert", *people
    )


def waiting_for_team(user):
    """The queue: what the team has to do, the most urgent first."""
    return requests_of(user).filter(status__in=WITH_TEAM, due_at__isnull=False)


def waiting_for_partner(user):
    """What was asked of partners or proposed to them, the oldest first: the clock of the team stands still."""
    return requests_of(user).filter(status__in=[Status.AWAITING_INFO, Status.PLANNED])


def experts():
    """The people of the team, by name: those who handle requests and who meet partners."""
    return get_user_model().objects.filter(role=Role.PRESALES, is_active=True).order_by("last_name", "pk")


def slots_of_round(request: PresalesRequest) -> list[Slot]:
    """The dates proposed last, in their order."""
    if not request.round:
        return []
    return list(request.slots.filter(round=request.round).select_related("expert").order_by("start", "pk"))


def busy(*, start, end, experts=None):
    """The slots that keep an expert busy between two moments: taken ones, and held ones whose time is not over."""
    keeps = Q(state=SlotState.TAKEN) | Q(state=SlotState.HELD, held_until__gt=dates.now())
    found = Slot.objects.filter(keeps, start__lt=end, end__gt=start)
    if experts is not None:
        found = found.filter(expert__in=experts)
    return found.select_related("expert", "request__opportunity", "request__organisation").order_by("start", "pk")


def busy_ahead(days: int = 30):
    """What the form of proposals shows of everybody's coming weeks."""
    return busy(start=dates.now(), end=dates.now() + timedelta(days=days))


def busy_in_week(monday: date):
    return busy(start=dates.start_of_day(monday), end=dates.start_of_day(monday + timedelta(days=7)))


def meetings_of(user):
    """The meetings in somebody's calendar: the expert's own; those of requests one made or follows."""
    since = dates.now() - timedelta(days=90)
    found = Slot.objects.filter(state=SlotState.TAKEN, request__status=Status.DONE, end__gte=since)
    mine = Q(expert=user) | Q(request__handler=user)
    theirs = Q(request__requester=user) | Q(request__opportunity__owner=user)
    visible = PresalesRequest.objects.visible_to(user)
    found = found.filter(mine | theirs, request__in=visible)
    return found.select_related("expert", "request__requester", "request__handler", "request__opportunity").order_by(
        "start", "pk"
    )
