"""Blocks of contracts on the home page, per role."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from contracts.pages import figures
from contracts.pages.figures import Standing
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.columns import FULL_NAME, narrowed
from portal.core.page_queries import page_rows
from portal.core.plugs.home import HomeBlock
from portal.core.plugs.space import SpaceBlock
from portal.core.values import dates

SHOWN_TO_CLIENT = 20
SHOWN_TEAM = 50

FOR_CLIENT = {
    Status.AWAITING_CLIENT: _("Ouvrez le lien reçu par SMS pour lire l’offre, puis signez avec le code."),
    Status.AWAITING_BACK_OFFICE: _("Vous avez signé. Nous vous appelons pour confirmer la souscription."),
    Status.VALIDATED: _("Votre souscription est confirmée, vous n’avez rien à faire."),
    Status.WITHDRAWN: _("Vous avez renoncé à ce contrat, vous n’avez rien à faire."),
    Status.UNREACHABLE: _("Nous n’avons pas réussi à vous joindre : rappelez votre conseiller."),
    Status.UNPAID: _("Le paiement n’a pas abouti : voyez avec votre conseiller."),
}


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


@dataclass(frozen=True)
class Own:
    """One of a client's own contracts, and what they have to do."""

    contract: Contract
    what_to_do: str
    may_withdraw: bool


def for_clients(request) -> str:
    """Return a client's own contracts; empty for every other role."""
    if scopes.CONTRACTS.reach(request.user) is not Reach.ACCOUNT:
        return ""
    return render_to_string(
        "contracts/home_client.html", own_contracts(request.user) | {"is_titled": True}, request=request
    )


def own_contracts(user) -> dict:
    contracts = queries.contracts_of(user).order_by("-created_at", "-pk")[:SHOWN_TO_CLIENT]
    return {"own": [_own(each) for each in contracts], "is_titled": False}


def _own(contract: Contract) -> Own:
    open_period = contract.withdrawal_deadline is not None and dates.now() <= contract.withdrawal_deadline
    return Own(contract, FOR_CLIENT[contract.status], open_period and contract.status != Status.WITHDRAWN)


BLOCKS = (
    HomeBlock("contracts.sellers", for_sellers, Permission.CONTRACTS_CREATE, 10),
    HomeBlock("contracts.office", for_back_office, Permission.CONTRACTS_CONFIRM, 10),
    HomeBlock("contracts.clients", for_clients, Permission.CONTRACTS_VIEW, 10),
)
SPACE = SpaceBlock(
    "contrats", _("Mes contrats"), "contracts/home_client.html", own_contracts, Permission.CONTRACTS_VIEW, 50
)
