"""`Demandes avant-vente`: the list (D2), and the team's queue and week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core import dates
from portal.core.paging import page
from portal.exchange.lists import show, suggest
from portal.ui.listing import counting
from portal.ui.parts import Tab
from presales.opportunities.enums import ASKERS
from presales.requests import queries
from presales.requests.listing import REQUESTS
from presales.requests.presentation import clock_of
from presales.requests.rules import day_in_words

WEEKDAYS = 5


@requires(Permission.OPPORTUNITIES)
def index(request):
    may_add = request.user.role in ASKERS and bool(request.user.organisation_id)
    return show(request, REQUESTS, template="presales/requests/list.html", may_add=may_add)


@requires(Permission.OPPORTUNITIES)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, REQUESTS)


@requires(Permission.PRESALES_HANDLE)
@require_safe
def queue(request):
    """What the team has to do, the most urgent first; or what it waits for."""
    waiting = request.GET.get("voir") == "attente"
    found = queries.waiting_for_partner(request.user) if waiting else queries.waiting_for_team(request.user)
    key = "status_changed_at" if waiting else "due_at"
    listed = page(found, key=key, cursor=request.GET.get("suite", "")[:200], descending=False)
    context = {
        "page": listed,
        "rows": [(each, clock_of(each, request.user)) for each in listed.rows],
        "count": counting.count(found).sentence(lambda number: ngettext("demande", "demandes", number)),
        "waiting": waiting,
        "tab_items": _tabs(request, waiting),
    }
    return render(request, "presales/requests/queue.html", context)


def _tabs(request, waiting: bool = False) -> list[Tab]:
    address = reverse("presales:queue")
    here = request.path == address
    return [
        Tab(_("À faire par l’équipe"), address, here and not waiting),
        Tab(_("En attente du partenaire"), f"{address}?voir=attente", here and waiting),
        Tab(_("La semaine"), reverse("presales:week"), not here),
    ]


@dataclass(frozen=True)
class Cell:
    """What keeps one expert busy on one day."""

    day: str
    slots: list


@requires(Permission.PRESALES_HANDLE)
@require_safe
def week(request):
    """Who meets whom when: one row per expert, one column per working day."""
    monday = dates.week_of(_asked_day(request.GET.get("du", "")))
    days = [monday + timedelta(days=step) for step in range(WEEKDAYS)]
    busy = list(queries.busy_in_week(monday))
    experts = list(queries.experts())
    rows = [
        (expert, [Cell(day_in_words(day), [slot for slot in busy if _is(slot, expert, day)]) for day in days])
        for expert in experts
    ]
    context = {
        "monday": monday,
        "days": [day_in_words(day) for day in days],
        "rows": rows,
        "before": (monday - timedelta(days=7)).isoformat(),
        "after": (monday + timedelta(days=7)).isoformat(),
        "tab_items": _tabs(request),
    }
    return render(request, "presales/requests/week.html", context)


def _is(slot, expert, day: date) -> bool:
    return slot.expert_id == expert.pk and slot.start.astimezone(dates.PARIS).date() == day


def _asked_day(text: str) -> date:
    """The day the address names within a few years of today; today for nonsense."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return dates.today()
    return day if abs((day - dates.today()).days) < 2000 else dates.today()
