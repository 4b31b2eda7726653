"""Queries of experts, their busy times, and meetings."""

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
    """Return the members of the team, by name: they handle requests and meet partners."""
    return get_user_model().objects.having(Permission.PRESALES_HANDLE).active().order_by("last_name", "pk")


def experts_named(words: str):
    """Return the experts whose name contains every one of `words`."""
    found = experts()
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return found


def slots_of_round(request) -> list[Slot]:
    """Return the latest proposed dates, in order."""
    return _slots_of(request.pk, request.round) if request.round else []


@page_rows
def _slots_of(request_id, number):
    return Slot.objects.filter(request_id=request_id, round=number).select_related("expert").order_by("start", "pk")


def busy(*, start, end, experts=None):
    """Return an expert's busy slots between two moments: taken ones, and held ones that have not expired."""
    keeps = Q(state=SlotState.TAKEN) | Q(state=SlotState.HELD, held_until__gt=dates.now())
    # No slot is longer than `LONGEST`: earlier ones are over, so the index scan starts there.
    found = Slot.objects.filter(keeps, start__gt=start - LONGEST, start__lt=end, end__gt=start)
    if experts is not None:
        found = found.filter(expert__in=experts)
    return found.select_related("expert").order_by("start", "pk")


def busy_ahead(days: int = 30):
    """Return the busy slots of the coming weeks, for the form of proposals."""
    return busy(start=dates.now(), end=dates.now() + timedelta(days=days))


def busy_in_week(monday: date, experts):
    """Return the busy slots of these experts in a week, with their requests."""
    found = busy(start=dates.start_of_day(monday), end=dates.start_of_day(monday + timedelta(days=7)), experts=experts)
    return found.select_related("request__opportunity")


def meetings_of(user, since: datetime | None = None):
    """Return the meetings in a person's calendar for three months: an expert's own; those of requests they made or
    follow.

    They come with what a line of the home page shows.
    """
    since = since or dates.now() - timedelta(days=90)
    found = Slot.objects.visible_to(user).filter(state=SlotState.TAKEN, start__gte=since)
    mine = Q(expert=user) | Q(request__handler=user)
    theirs = Q(request__requester=user) | Q(request__opportunity__owner=user)
    return found.filter(mine | theirs).select_related("request__opportunity").order_by("start", "pk")
