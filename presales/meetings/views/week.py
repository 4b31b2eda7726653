"""Week of the team, per expert and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.paging import page
from portal.core.values import dates
from presales.meetings import queries
from presales.meetings.forms import MeetingDayField
from presales.meetings.models import Slot
from presales.meetings.tabs import tabs

WEEKDAYS, WEEK = 5, 7
EXPERTS_A_PAGE = 12
LONGEST_NAME = 60


@dataclass(frozen=True)
class Day:
    """A column: its day in words, and whether it is today."""

    words: str
    is_today: bool


@dataclass(frozen=True)
class Cell:
    """Busy slots of one expert on one day."""

    day: str
    slots: list[Slot]


@requires(Permission.PRESALES_HANDLE)
@require_safe
def week(request):
    """One row per expert, one column per working day; Saturday and Sunday when they have slots."""
    monday = dates.week_of(_asked_day(request.GET.get("du", "")))
    name = request.GET.get("intervenant", "").replace("\x00", "").strip()[:LONGEST_NAME]
    cursor = request.GET.get("suite", "")[:200]
    listed = page(queries.experts_named(name), key="last_name", cursor=cursor, descending=False, size=EXPERTS_A_PAGE)
    busy = [(_day_of(slot), slot) for slot in queries.busy_in_week(monday, [each.pk for each in listed.rows])]
    days = _days(monday, {day for day, _slot in busy})
    rows = [(expert, [_cell(expert, day, busy) for day in days]) for expert in listed.rows]
    context = {
        "page": listed,
        "monday": monday,
        "name": name,
        "days": [Day(_short(day), day == dates.today()) for day in days],
        "rows": rows,
        "kept": f"&{urlencode({'intervenant': name})}" if name else "",
        "before": (monday - timedelta(days=WEEK)).isoformat(),
        "after": (monday + timedelta(days=WEEK)).isoformat(),
        "tab_items": tabs(request),
    }
    return render(request, "presales/requests/week.html", context)


def _days(monday: date, used: set[date]) -> list[date]:
    whole = [monday + timedelta(days=step) for step in range(WEEK)]
    return [day for rank, day in enumerate(whole) if rank < WEEKDAYS or day in used]


def _short(day: date) -> str:
    """Return `lundi 23 nov.`: the year is above the table, and seven columns fit a desktop screen."""
    without_year = dates.short_month_date(day).rpartition(" ")[0]
    return f"{date_format(day, 'l')} {without_year}"


def _day_of(slot: Slot) -> date:
    return slot.start.astimezone(dates.PARIS).date()


def _cell(expert, day: date, busy: list[tuple[date, Slot]]) -> Cell:
    return Cell(_short(day), [slot for its_day, slot in busy if its_day == day and slot.expert_id == expert.pk])


def _asked_day(text: str) -> date:
    """Return the day of the query string if within a few years, else the next working day."""
    today = dates.today()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return dates.next_working_day(today)
    return day if abs((day - today).days) < 2000 else dates.next_working_day(today)


@requires(Permission.OPPORTUNITIES)
@require_safe
def day_off(request):
    """Return the note about the day just chosen in a form, whatever the field's name; empty for most days."""
    typed = next(iter(request.GET.values()), "")
    return render(request, "presales/requests/day_off.html", {"day_off": MeetingDayField().notice(typed)})
