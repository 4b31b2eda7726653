"""One opportunity, one request of a measure: rows in memory that satisfy every constraint of the tables."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from portal.core.values import dates
from portal.demo import places
from presales.meetings.enums import SlotState
from presales.models import Opportunity, PresalesRequest, Slot
from presales.opportunities.enums import Kind, Stage
from presales.requests.enums import WITH_TEAM, Mode, Status

# Out of a thousand, with the days back over which they are spread: a team has few open for each one it closed.
SPREAD = {
    Status.DONE: (800, 1100),
    Status.CANCELLED: (95, 1100),
    Status.REFUSED: (60, 1100),
    Status.DRAFT: (15, 90),
    Status.TO_DO: (7, 4),
    Status.IN_PROGRESS: (8, 8),
    Status.PLANNED: (9, 5),
    Status.AWAITING_INFO: (6, 20),
}
HANDLED = {Status.DONE, Status.PLANNED, Status.IN_PROGRESS, Status.AWAITING_INFO}
DATED = {Status.DONE, Status.PLANNED}
AFFAIRS = ("Équiper les équipes", "Renouveler l’outil", "Ouvrir un site", "Reprendre les données", "Former les équipes")
TRADES = ("Menuiserie", "Transports", "Imprimerie", "Fromagerie", "Décolletage", "Clinique", "Scierie", "Coutellerie")
TOWNS = places.LYON + places.NANTES
HOURS = range(8, 18)


def opportunity_of(pk: int, owner, rng: random.Random, products: list, created: datetime) -> Opportunity:
    """An opportunity of `owner`."""
    opportunity = Opportunity(
        pk=pk,
        owner=owner,
        organisation=owner.organisation,
        kind=rng.choice(Kind.values),
        stage=rng.choice(Stage.values),
        title=f"{rng.choice(AFFAIRS)} de {rng.choice(TOWNS)[1]}",
        company_name=f"{rng.choice(TRADES)} {rng.choice(places.STREETS)} {pk}"[:200],
        product=rng.choice(products),
        amount=Decimal(rng.randrange(20, 400) * 100),
        created_at=created,
        changed_at=created,
    )
    opportunity.fill_search()
    return opportunity


class RequestRows:
    """Requests as they would be at `now`, and the dates proposed for them."""

    def __init__(self, experts: list, rng: random.Random, now: datetime, *, slot_keys: Iterator[int]):
        self.experts, self.rng, self.now, self.slot_keys = experts, rng, now, slot_keys
        self._slots: list[Slot] = []

    def slots_made(self) -> list[Slot]:
        """The dates of the requests made since the last call."""
        made, self._slots = self._slots, []
        return made

    def request(self, pk: int, opportunity: Opportunity, fate: tuple[int, str]) -> PresalesRequest:
        """A request of this age and status (`fates`)."""
        age, status = fate
        created = self.now - timedelta(seconds=age)
        on_site = self.rng.random() < 0.3
        request = PresalesRequest(
            pk=pk,
            opportunity=opportunity,
            organisation=opportunity.organisation,
            requester=opportunity.owner,
            status=status,
            status_before_info=Status.TO_DO if status == Status.AWAITING_INFO else "",
            description="Démonstration devant la direction et deux utilisateurs.",
            mode=Mode.ON_SITE if on_site else Mode.REMOTE,
            place=f"{self.rng.choice(places.STREETS)}, {self.rng.choice(TOWNS)[1]}" if on_site else "",
            wished_on=created.date() + timedelta(days=14),
            handler=self.rng.choice(self.experts) if status in HANDLED else None,
            created_at=created,
            status_changed_at=created,
            submitted_at=None if status == Status.DRAFT else created + timedelta(minutes=9),
        )
        if status in WITH_TEAM:
            request.clock_since = created
            request.due_at = created + timedelta(days=2)
        if status in DATED:
            self._date(request)
        request.fill_search()
        return request

    def _date(self, request: PresalesRequest) -> None:
        """Three dates to choose from, or the one that was agreed: those given back are nobody's business any more."""
        request.round = request.meeting_sequence = 1
        request.status_changed_at = request.created_at + timedelta(hours=20)
        first = request.created_at.astimezone(dates.PARIS).date() + timedelta(days=10)
        agreed = request.status == Status.DONE
        for rank in range(1 if agreed else 3):
            day = first + timedelta(days=rank)
            start = datetime.combine(day, time(self.rng.choice(HOURS)), tzinfo=dates.PARIS)
            slot = Slot(
                pk=next(self.slot_keys),
                request=request,
                round=1,
                start=start,
                end=start + timedelta(hours=1),
                expert=request.handler,
                state=SlotState.TAKEN if agreed else SlotState.HELD,
                held_until=start,
            )
            self._slots.append(slot)
            if agreed:
                request.chosen = slot
