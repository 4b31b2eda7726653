"""Blocks of contracts on the home page, per role."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from contracts.confirmation import queries as office
from contracts.pages import figures
from contracts.pages.figures import Standing
from contracts.pages.listing import CONTRACTS
from contracts.sales import queries
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.signature.troubles import Trouble, trouble_of, with_troubles
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.columns import FULL_NAME, narrowed
from portal.core.page_queries import page_rows
from portal.core.plugs.home import HomeBlock
from portal.core.plugs.space import SpaceBlock
from portal.core.values import dates

SHOWN = 5
SHOWN_TO_CLIENT = 20
SHOWN_TEAM = 50
SOON_DAYS = 7
WAITING_FIELDS = ("status_changed_at", "document_id")
SELLER = ("owner__first_name", "owner__last_name")

FOR_CLIENT = {
    Status.AWAITING_CLIENT: _("Ouvrez le lien reçu par SMS pour lire l’offre, puis signez avec le code."),
    Status.AWAITING_BACK_OFFICE: _("Vous avez signé. Nous vous appelons pour confirmer la souscription."),
    Status.VALIDATED: _("Votre souscription est confirmée, vous n’avez rien à faire."),
    Status.WITHDRAWN: _("Vous avez renoncé à ce contrat, vous n’avez rien à faire."),
    Status.UNREACHABLE: _("Nous n’avons pas réussi à vous joindre : rappelez votre conseiller."),
    Status.UNPAID: _("Le paiement n’a pas abouti : voyez avec votre conseiller."),
}


@dataclass(frozen=True)
class Waiting:
    """An awaited signature; `days_left` before it expires, None while that is far off."""

    contract: Contract
    days_left: int | None
    trouble: Trouble | None = None

    @classmethod
    def of(cls, contract: Contract) -> "Waiting":
        left = settings.CONTRACT_EXPIRY_DAYS - (dates.now() - contract.status_changed_at).days
        return cls(contract, max(left, 0) if left <= SOON_DAYS else None, trouble_of(contract))


def for_sellers(request) -> str:
    """Return drafts, awaited signatures and recent figures; for a manager, those of the agency and each seller."""
    user = request.user
    is_manager = scopes.CONTRACTS.reach(user) is Reach.GROUP
    each = figures.standings(user)
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
            "drafts": _drafts(user),
            "waiting": [Waiting.of(contract) for contract in _waiting(user, sellers=is_manager)],
            "chart": figures.weekly_chart(user),
            "team": _team(user, each) if is_manager else [],
            "is_manager": is_manager,
            "is_new": not is_manager and total.is_empty and not queries.contracts_of(user).exists(),
        },
        request=request,
    )


@page_rows
def _drafts(user):
    return narrowed(queries.drafts_of(user), CONTRACTS.card_columns)[:SHOWN]


@page_rows
def _waiting(user, *, sellers: bool):
    fields = {*CONTRACTS.card_columns, *WAITING_FIELDS, *(SELLER if sellers else ())}
    return with_troubles(narrowed(queries.waiting_for_client(user), fields))[:SHOWN]


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
    """Return the queue's length, what is late, locked or unpaid, and what has waited longest."""
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
            "oldest": office.rows_of(_oldest(request.user)),
        },
        request=request,
    )


@page_rows
def _oldest(user):
    return queries.waiting_for_back_office(user)[:SHOWN]


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
