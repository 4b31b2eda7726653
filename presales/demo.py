"""Opportunities of partners and requests for experts, made by the actions that pages call."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from catalog.models import Product
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo.delivery import deliver
from portal.demo.team import Team
from presales.meetings.rules import Proposal
from presales.models import Opportunity, PresalesRequest
from presales.opportunities import actions as opportunities
from presales.opportunities.enums import Kind, Stage
from presales.requests.actions import answering, drafting, ending, handling
from presales.requests.enums import Mode

NAMESPACE = uuid.UUID("2f6a9b5e-6d55-4f36-9a3f-0c6c1a2e7d41")
PARTNERS = ("partenaire", "hugo.lambert", "claire.besson")
EXPERTS = ("avantvente", "ines.moreau", "paul-henri.vasseur")
HOURS = (9, 10, 11, 14, 15, 16)  # one per request of an expert: two never meet
READABLE = {(0, "propose"), (15, "agree")}  # what the demo mailbox shows: dates proposed, and an invitation

AFFAIRS = (
    ("Équiper la force de vente", "Menuiserie Le Bihan", "primo", "proposal", 18_500),
    ("Passer au portail client", "Cave coopérative du Vignoble", "primo", "qualified", 9_200),
    ("Renouveler le contrat de suivi", "Transports Kerdraon", "renewal", "won", 12_400),
    ("Ouvrir le site de Guérande", "Salines du Traict", "extension", "qualified", 6_800),
    ("Reprendre les données de l’ancien outil", "Imprimerie Océane", "migration", "new", 15_000),
    ("Suivre les chantiers depuis un mobile", "Couverture Moreau et Fils", "primo", "proposal", 7_900),
    ("Facturer à l’abonnement", "Studio Belle-Île", "primo", "new", 4_300),
    ("Relier l’atelier et le bureau", "Chaudronnerie de l’Estuaire", "primo", "qualified", 22_000),
    ("Former douze commerciaux", "Groupe Nautique Atlantique", "extension", "proposal", 5_600),
    ("Sortir du papier", "Clinique vétérinaire des Marais", "primo", "lost", 3_900),
    ("Signer à distance", "Assurances Pornichet", "primo", "qualified", 8_100),
    ("Piloter trois agences", "Immobilière de la Côte", "primo", "proposal", 19_700),
    ("Mesurer l’énergie des ateliers", "Décolletage du Faucigny", "primo", "qualified", 27_500),
    ("Changer de prestataire", "Scierie des Aravis", "migration", "new", 11_200),
    ("Équiper les refuges", "Hôtels du Grand Massif", "primo", "proposal", 14_600),
    ("Renouveler pour trois ans", "Fromagerie Beaufort-Tarine", "renewal", "qualified", 10_400),
    ("Suivre les tournées", "Maraîchers de la Bresse", "primo", "new", 6_100),
    ("Ouvrir à deux filiales", "Mécanique Arve", "extension", "proposal", 16_900),
    ("Démarrer la prise de commande", "Sports Chamonix", "primo", "qualified", 5_200),
    ("Réunir les bases clients", "Pharmacies du Léman", "migration", "qualified", 13_300),
    ("Préparer l’appel d’offres", "Ville de Thônes", "primo", "new", 31_000),
    ("Étendre aux ateliers de nuit", "Décolletage du Faucigny", "extension", "new", 9_800),
    ("Connecter la boutique", "Coutellerie Savoyarde", "primo", "won", 4_700),
    ("Gérer les astreintes", "Chauffage Annecy", "primo", "qualified", 7_300),
    ("Rendre compte aux associés", "Cabinet Mont-Blanc", "primo", "lost", 3_200),
)  # fmt: skip
# In turn: days from today until each is expected, some of them gone by; probabilities that differ from the stage's.
EXPECTED_IN = (12, 34, -4, 20, None, 61, 7, 45, -9, 28)
LIKELY = (None, 45, None, None, 75, None, 20)
DESCRIPTIONS = (
    "Démonstration devant la direction et deux utilisateurs, avec leurs propres cas.",
    "Le client veut comprendre la reprise de ses données avant de signer.",
    "Atelier de deux heures sur l’organisation des équipes et les droits de chacun.",
    "Répondre aux questions techniques du responsable informatique.",
)
PLACES = ("12 quai des Frégates, Saint-Nazaire", "4 route des Confins, La Clusaz", "27 rue du Port, Thonon-les-Bains")


@dataclass(frozen=True)
class Story:
    """A request for the opportunity of that rank; its steps are dated in days before today."""

    affair: int
    steps: tuple[tuple[int, str], ...]
    mode: str = Mode.REMOTE


def _s(affair: int, *steps: tuple[int, str], mode: str = Mode.REMOTE) -> Story:
    return Story(affair, steps, mode)


STORIES = (
    _s(0, (9, "submit"), (8, "accept"), (1, "propose")),
    _s(1, (3, "submit"), (2, "accept"), (1, "ask_info"), mode=Mode.ON_SITE),
    _s(4),
    _s(5, (1, "submit"), mode=Mode.PHONE),
    _s(7, (2, "submit"), (1, "accept"), mode=Mode.ON_SITE),
    _s(8, (12, "submit"), (11, "accept"), (10, "propose"), (9, "agree")),
    _s(9, (14, "submit"), (13, "refuse")),
    _s(10, (8, "submit"), (8, "cancel")),
    _s(11, (10, "submit"), (9, "accept"), (8, "propose"), (6, "ask_again"), (1, "propose")),
    _s(12, (9, "submit"), (8, "accept"), (6, "propose"), (5, "agree"), mode=Mode.ON_SITE),
    _s(13, (5, "submit")),
    _s(14, (2, "submit"), (1, "accept"), (1, "propose"), mode=Mode.ON_SITE),
    _s(15, (6, "submit"), (5, "ask_info"), (2, "give_info")),
    _s(17, (20, "submit"), (19, "accept"), (18, "propose"), (17, "agree"), (2, "move")),
    _s(18, (3, "submit"), (2, "accept"), (1, "ask_info")),
    _s(19, (7, "submit"), (6, "accept"), (4, "propose"), (2, "agree")),
    _s(20),
    _s(23, (15, "submit"), (14, "accept"), (13, "propose"), (11, "agree"), (3, "cancel")),
)


def make_presales(team: Team, products: dict[str, Product]) -> tuple[int, int]:
    """Make what is missing; return how many opportunities and requests are new. Idempotent."""
    on_sale = sorted((product for product in products.values() if product.is_active), key=lambda each: each.reference)
    known = set(Opportunity.objects.values_list("creation_key", flat=True))
    new = [rank for rank in range(len(AFFAIRS)) if _key("affair", rank) not in known]
    for rank in new:
        _opportunity(rank, team, on_sale)
        filling.let_others_in()
    told = set(PresalesRequest.objects.values_list("creation_key", flat=True))
    untold = [rank for rank in range(len(STORIES)) if _key("story", rank) not in told]
    for rank in untold:
        _Telling(rank, team).tell()
        filling.let_others_in()
    return len(new), len(untold)


def _key(kind: str, rank: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{kind}-{rank}")


def _partner(rank: int, team: Team):
    """Return the owner: one partner's two people for the first half, the other partner for the rest."""
    return team.of(PARTNERS[2] if rank >= 12 else PARTNERS[rank % 4 == 3])


def _opportunity(rank: int, team: Team, products: list[Product]) -> None:
    title, company, kind, stage, amount = AFFAIRS[rank]
    days = EXPECTED_IN[rank % len(EXPECTED_IN)]
    values = {
        "title": title,
        "company_name": company,
        "kind": Kind(kind),
        "stage": Stage(stage),
        "product": products[rank % len(products)],
        "amount": Decimal(amount),
        "siren": "",
        "notes": "",
        "expected_on": None if days is None else dates.today() + timedelta(days=days),
        "probability": LIKELY[rank % len(LIKELY)],
    }
    with dates.pretending(_moment(25 + rank, 11)):
        opportunities.create(values=values, key=_key("affair", rank), by=_partner(rank, team))


def _moment(days_ago: int, hour: int) -> datetime:
    """Return an hour of the working day `days_ago` working days ago, never in the future."""
    day = dates.today()
    for _step in range(days_ago):
        day -= timedelta(days=1)
        while not dates.is_working_day(day):
            day -= timedelta(days=1)
    return min(datetime.combine(day, time(hour), tzinfo=dates.PARIS), dates.now() - timedelta(seconds=1))


class _Telling:
    """One request in progress."""

    def __init__(self, rank: int, team: Team):
        self.rank, self.story = rank, STORIES[rank]
        self.opportunity = Opportunity.objects.get(creation_key=_key("affair", self.story.affair))
        self.partner = self.opportunity.owner
        self.expert = team.of(EXPERTS[rank % len(EXPERTS)])
        self.request: PresalesRequest | None = None

    @transaction.atomic
    def tell(self) -> None:
        first = max((days for days, _name in self.story.steps), default=1)
        self._at(first, 9, self._draft)
        for order, (days, name) in enumerate(self.story.steps):
            readable = (self.rank, name) in READABLE
            self._at(days, min(10 + order, 18), getattr(self, f"_{name}"), readable=readable)

    def _at(self, days_ago: int, hour: int, play: Callable, *, readable: bool = False) -> None:
        moment = _moment(days_ago, hour)
        with dates.pretending(moment):
            play()
        with dates.pretending(min(moment + timedelta(seconds=4), dates.now())):
            deliver(self.request, readable=readable)

    def _draft(self) -> None:
        on_site = self.story.mode == Mode.ON_SITE
        values = {
            "description": DESCRIPTIONS[self.rank % len(DESCRIPTIONS)],
            "mode": self.story.mode,
            "place": PLACES[self.rank % len(PLACES)] if on_site else "",
            "wished_on": dates.add_working_days(dates.today(), 10),
            "wished_presenter": self.expert if self.rank % 4 == 0 else None,
        }
        self.request = drafting.create(
            opportunity=self.opportunity, values=values, key=_key("story", self.rank), by=self.partner
        )

    def _submit(self) -> None:
        drafting.submit(request=self.request, by=self.partner)

    def _accept(self) -> None:
        handling.accept(request=self.request, by=self.expert)

    def _propose(self) -> None:
        hour = HOURS[self.rank // len(EXPERTS)]
        days = [dates.add_working_days(dates.today(), step) for step in (7, 8, 10)]
        starts = [datetime.combine(day, time(hour), tzinfo=dates.PARIS) for day in days]
        proposals = [Proposal(start, start + timedelta(minutes=60), self.expert) for start in starts]
        handling.propose(request=self.request, proposals=proposals, by=self.expert)

    def _agree(self) -> None:
        row = PresalesRequest.objects.get(pk=self.request.pk)
        slot = row.slots.filter(round=row.round).order_by("start")[self.rank % 3]
        answering.agree(request=row, slot_id=slot.pk, by=self.partner)

    def _ask_again(self) -> None:
        words = "Ces jours-là, la direction est en déplacement. Plutôt en début de semaine."
        answering.ask_again(
            request=self.request, expectations=words, half_days=["lun-matin", "mar-matin"], by=self.partner
        )

    def _ask_info(self) -> None:
        handling.ask_info(
            request=self.request,
            question="Combien de personnes seront présentes, et avec quel matériel\u00a0?",
            by=self.expert,
        )

    def _give_info(self) -> None:
        words = "Six personnes, dont le directeur. La salle a un écran et une connexion."
        answering.give_info(request=self.request, answer=words, by=self.partner)

    def _refuse(self) -> None:
        words = "Ce besoin relève du support\u00a0: contactez-le avec le numéro de client."
        handling.refuse(request=self.request, reason=words, by=self.expert)

    def _cancel(self) -> None:
        ending.cancel(request=self.request, reason="Le client a reporté son projet à l’an prochain.", by=self.partner)

    def _move(self) -> None:
        ending.move(
            request=self.request,
            expectations="Le directeur est retenu à l’étranger\u00a0: la semaine suivante si possible.",
            half_days=["jeu-matin", "ven-matin"],
            by=self.partner,
        )


def add_presales(demo) -> None:
    opportunities_made, requests_made = make_presales(demo.team, demo.products)
    demo.say(f"  opportunités : {Opportunity.objects.count()} ({opportunities_made} nouvelles)")
    demo.say(f"  demandes avant-vente : {PresalesRequest.objects.count()} ({requests_made} nouvelles)")


STEPS = ((50, add_presales),)
