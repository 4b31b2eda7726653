"""Experts, what keeps them busy, and meetings."""

from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.access.permissions import Permission
from portal.core.page_queries import page_rows
from portal.core.values import dates
from portal.core.values.text import normalise
from presales.meetings.enums import SlotState
from presales.meetings.models import Slot
from presales.meetings.rules import LONGEST


def experts():
    """The people of the team, by name: those who handle requests and who meet partners."""
    return get_user_model().objects.having(Permission.PRESALES_HANDLE).active().order_by("last_name", "pk")


def experts_named(words: str):
    """Those of the team whose name holds every one of `words`."""
    found = experts()
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return found


def slots_of_round(request) -> list[Slot]:
    """The dates proposed last, in their order."""
    return _slots_of(request.pk, request.round) if request.round else []


@page_rows
def _slots_of(request_id, number):
    return Slot.objects.filter(request_id=request_id, round=number).select_related("expert").order_by("start", "pk")


def busy(*, start, end, experts=None):
    """The slots that keep an expert busy between two moments: taken ones, and held ones whose time is not over."""
    keeps = Q(state=SlotState.TAKEN) | Q(state=SlotState.HELD, held_until__gt=dates.now())
    # None is longer than `LONGEST`: what began earlier is over, and the index is read from there.
    found = Slot.objects.filter(keeps, start__gt=start - LONGEST, start__lt=end, end__gt=start)
    if experts is not None:
        found = found.filter(expert__in=experts)
    return found.select_related("expert").order_by("start", "pk")


def busy_ahead(days: int = 30):
    """What the form of proposals shows of everybody's coming weeks."""
    return busy(start=dates.now(), end=dates.now() + timedelta(days=days))


def busy_in_week(monday: date, experts):
    """What keeps these experts busy in a week, with what it is for."""
    found = busy(start=dates.start_of_day(monday), end=dates.start_of_day(monday + timedelta(days=7)), experts=experts)
    return found.select_related("request__opportunity")


def meetings_of(user, since: datetime | None = None):
    """The meetings in somebody's calendar since then (three months ago): the expert's own; those of requests one made
    or follows. With what a line of the home page shows."""
    since = since or dates.now() - timedelta(days=90)
    found = Slot.objects.visible_to(user).filter(state=SlotState.TAKEN, start__gte=since)
    mine = Q(expert=user) | Q(request__handler=user)
    theirs = Q(request__requester=user) | Q(request__opportunity__owner=user)
    return found.filter(mine | theirs).select_related("request__opportunity").order_by("start", "pk")
