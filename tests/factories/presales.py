"""Opportunities and requests in the situations tests meet, each reached by the steps that lead there in real life."""

import uuid
from datetime import UTC, datetime, time, timedelta

import factory

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.models import Organisation
from portal.core.values import dates
from presales.meetings.rules import Proposal
from presales.models import Opportunity, PresalesRequest
from presales.requests.actions import answering, drafting, ending, handling
from presales.requests.enums import Mode
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.base import RecordFactory

REASON = "Le budget n’est pas arrêté"


class PartnerFactory(UserFactory):
    """Somebody of a partner who was granted `myB / Opportunités`."""

    role = Role.PARTNER
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.PARTNER)
    extra_rights = factory.LazyFunction(lambda: [Permission.OPPORTUNITIES.value])


class ExpertFactory(UserFactory):
    role = Role.PRESALES
    organisation = None


class OpportunityFactory(RecordFactory):
    class Meta:
        model = Opportunity

    title = factory.Sequence(lambda n: f"Équipement du site {n}")
    company_name = factory.Sequence(lambda n: f"Menuiserie {n}")
    owner = factory.SubFactory(PartnerFactory)
    organisation = factory.SelfAttribute("owner.organisation")


def working_moment(days: int, hour: int = 10) -> datetime:
    """An hour in Paris, `days` working days from today."""
    day = dates.add_working_days(dates.today(), days)
    return datetime.combine(day, time(hour), tzinfo=dates.PARIS)


def three(expert, *, first_day: int = 8, hour: int = 10) -> list[Proposal]:
    """Three dates of one hour on three working days, beyond the days they are held."""
    starts = [working_moment(first_day + step, hour) for step in range(3)]
    return [Proposal(start, (start.astimezone(UTC) + timedelta(hours=1)), expert) for start in starts]


def values(**more) -> dict:
    return {
        "description": "Une démonstration devant la direction.",
        "mode": Mode.REMOTE,
        "place": "",
        "wished_on": dates.today() + timedelta(days=14),
        "wished_presenter": None,
    } | more


class Tale:
    """A request and those who take its steps."""

    def __init__(self, *, partner=None, expert=None, opportunity=None, **given):
        self.opportunity = opportunity or OpportunityFactory(**({"owner": partner} if partner else {}))
        self.partner = partner or self.opportunity.owner
        self.expert = expert or ExpertFactory()
        self.picked: int | None = None
        self.request = drafting.create(
            opportunity=self.opportunity, values=values(**given), key=uuid.uuid4(), by=self.partner
        )

    def fresh(self) -> PresalesRequest:
        self.request = PresalesRequest.objects.get(pk=self.request.pk)
        return self.request

    def submit(self):
        drafting.submit(request=self.request, by=self.partner)

    def accept(self):
        handling.accept(request=self.request, by=self.expert)

    def propose(self, proposals=None):
        handling.propose(request=self.request, proposals=proposals or three(self.expert), by=self.expert)

    def choose(self, rank: int = 0):
        """Say which of the dates `agree` takes."""
        slot = self.fresh().slots.filter(round=self.request.round).order_by("start")[rank]
        self.picked = slot.pk

    def agree(self):
        answering.agree(request=self.request, slot_id=self.picked, by=self.partner)

    def ask_info(self):
        handling.ask_info(request=self.request, question="Combien de postes ?", by=self.expert)

    def refuse(self):
        handling.refuse(request=self.request, reason=REASON, by=self.expert)

    def cancel(self, by=None):
        ending.cancel(request=self.request, reason=REASON, by=by or self.partner)

    def ask_again(self):
        answering.ask_again(
            request=self.request, expectations="Plutôt le matin", half_days=["lun-matin"], by=self.partner
        )


PATHS = {
    "draft": [],
    "to_do": ["submit"],
    "in_progress": ["submit", "accept"],
    "awaiting_info": ["submit", "accept", "ask_info"],
    "planned": ["submit", "accept", "propose"],
    "done": ["submit", "accept", "propose", "choose", "agree"],
    "refused": ["submit", "refuse"],
    "cancelled": ["submit", "cancel"],
}


def tale_at(status: str, **given) -> Tale:
    """A request that has come to `status` by its own steps."""
    tale = Tale(**given)
    for step in PATHS[status]:
        getattr(tale, step)()
    tale.fresh()
    assert tale.request.status == status
    return tale
