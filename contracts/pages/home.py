"""Blocks of contracts on the home page, per role."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from contracts.pages import figures
from contracts.pages.figures import Standing
from contracts.sales import queries
from contracts.sales.enums import Status
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.columns import FULL_NAME, narrowed
from portal.core.page_queries import page_rows
from portal.core.plugs.home import HomeBlock

SHOWN_TEAM = 50


def for_sellers(request) -> str:
    """Return recent figures; for a manager, those of the agency and of each seller."""
    user = request.user
    is_manager = scopes.CONTRACTS.reach(user) is Reach.GROUP
    each = figures.standings(user, with_sales=is_manager)
    total = Standing()
    for standing in each.values():
        total += standing
    return render_to_string(
        "contracts/home_seller.html",
        {
            "total": total,
            "awaiting_client": total.of(Status.AWAITING_CLIENT),
            "awaiting_office": total.of(Status.AWAITING_BACK_OFFICE),
            "drafts_count": total.of(Status.DRAFT),
            "chart": figures.weekly_chart(user),
            "team": _team(user, each) if is_manager else [],
            "is_manager": is_manager,
            "is_new": not is_manager and total.is_empty and not queries.contracts_of(user).exists(),
        },
        request=request,
    )


@dataclass(frozen=True)
class Member:
    """One line of a manager's table."""

    name: str
    is_active: bool
    standing: Standing
    awaiting_client: int
    awaiting_office: int


@page_rows
def _people(organisation):
    people = get_user_model().objects.having(Permission.CONTRACTS_CREATE).active().filter(organisation=organisation)
    return narrowed(people, {*FULL_NAME, "email", "is_active"})[:SHOWN_TEAM]


def _team(user, each: dict[int, Standing]) -> list[Member]:
    """Return the agency's sellers, and former ones with figures left; the best month first."""
    present = {person.pk: person for person in _people(user.organisation_id)}
    gone = get_user_model().objects.in_bulk(each.keys() - present.keys()) if each.keys() - present.keys() else {}
    members = [
        Member(
            name=person.get_full_name(),
            is_active=person.is_active,
            standing=each.get(person.pk, Standing()),
            awaiting_client=each.get(person.pk, Standing()).of(Status.AWAITING_CLIENT),
            awaiting_office=each.get(person.pk, Standing()).of(Status.AWAITING_BACK_OFFICE),
        )
        for person in (*present.values(), *gone.values())
    ]
    return sorted(members, key=lambda member: (-member.standing.turnover, -member.standing.signed, member.name))


def for_back_office(request) -> str:
    """Return the queue's length and age, and what is late, locked or unpaid."""
    state = figures.office_day(request.user)
    return render_to_string(
        "contracts/home_office.html",
        {
            "waiting": state.shown("waiting"),
            "late": state.shown("late"),
            "locks": state.shown("locks"),
            "unpaid": state.shown(Status.UNPAID),
            "unreachable": state.shown(Status.UNREACHABLE),
            "awaiting_client": state.shown(Status.AWAITING_CLIENT),
            "ages": state.ages,
            "late_days": settings.BACK_OFFICE_DAYS,
            "has_queue": bool(state.numbers["waiting"]),
        },
        request=request,
    )


BLOCKS = (
    HomeBlock("contracts.sellers", for_sellers, Permission.CONTRACTS_CREATE, 10),
    HomeBlock("contracts.office", for_back_office, Permission.CONTRACTS_CONFIRM, 10),
)
