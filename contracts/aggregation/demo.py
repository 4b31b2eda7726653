"""Demonstration: partners, the contracts that clients hold there with six months of values, and some orphans."""

import random
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from catalog.models import ContractOffer, Partner, PartnerContact
from catalog.offer.enums import Holding
from contracts.aggregation.enums import State
from contracts.aggregation.models import PartnerContract, PartnerReference, Valuation
from crm.models import Client
from portal.core.values import dates
from portal.demo import names

# Partner → (prefix of its references, its contracts: name, kind, SRI).
PARTNERS = {
    "Assurances du Rivage": (
        "AR",
        [("Horizon Vie", Holding.LIFE_INSURANCE, 3), ("Rivage Retraite", Holding.RETIREMENT, 4)],
    ),
    "Mutuelle des Trois Vallées": (
        "MTV",
        [("Santé Sereine", Holding.PROTECTION, None), ("Vallées Vie", Holding.LIFE_INSURANCE, 2)],
    ),
    "Pierre & Patrimoine": (
        "PP",
        [("SCPI Grand Angle", Holding.REAL_ESTATE, 4), ("SCPI Santé Europe", Holding.REAL_ESTATE, 4)],
    ),
    "Banque du Confluent": (
        "BC",
        [("Compte-titres Confluent", Holding.SECURITIES, 6), ("PEA Confluent", Holding.SECURITIES, 6)],
    ),
    "Capi Conseil": ("CC", [("Capi Société", Holding.CAPITALISATION, 3)]),
    "Prêts & Projets": ("PR", [("Crédit Travaux", Holding.LOAN, None)]),
}
MOST_CLIENTS = 90
ORPHANS = 14
MONTHS = 6


def make_holdings(clients: list[Client], dice: random.Random) -> int:
    """Make what is missing; return how many contracts were made. A second run makes none."""
    if PartnerContract.objects.exists():
        return 0
    with transaction.atomic():
        offers = _make_offers()
        people = dice.sample(clients, min(MOST_CLIENTS, len(clients)))
        held = [_contract(offers, number, client, dice) for number, client in enumerate(people * 2, start=1)]
        orphans = [_contract(offers, len(held) + n + 1, client, dice) for n, client in enumerate(clients[:ORPHANS])]
        for orphan in orphans:
            orphan.client = None
        contracts = PartnerContract.objects.bulk_create([*held, *orphans])
        Valuation.objects.bulk_create([value for contract in contracts for value in _values(contract, dice)])
        _make_references(held)
    return len(contracts)


def _make_offers() -> list[tuple[str, ContractOffer]]:
    offers = []
    for number, (name, (prefix, contracts)) in enumerate(PARTNERS.items()):
        partner, made = Partner.objects.get_or_create(
            name=name, defaults={"email": f"{prefix.lower()}@partenaire.example"}
        )
        if made:
            _make_contact(partner, prefix.lower(), number)
        for title, kind, risk in contracts:
            offer, _made = ContractOffer.objects.get_or_create(
                partner=partner, name=title, defaults={"kind": kind, "risk": risk}
            )
            offers.append((prefix, offer))
    return offers


def _make_contact(partner: Partner, prefix: str, number: int) -> None:
    PartnerContact.objects.create(
        partner=partner,
        name=f"{names.WOMEN[number]} {names.SURNAMES[-number - 1]}",
        job="Inspection commerciale",
        email=f"inspection.{prefix}@partenaire.example",
        phone=f"04 65 71 {number:02} 00",
    )


def _contract(offers: list, number: int, client: Client, dice: random.Random) -> PartnerContract:
    prefix, offer = dice.choice(offers)
    today = dates.today()
    amount = Decimal(dice.randrange(150_000, 25_000_000)) / 100
    contract = PartnerContract(
        partner=offer.partner,
        offer=offer,
        client=client,
        reference=f"{prefix}-{number:06}",
        client_reference=f"{prefix}-{client.pk:05}",
        product_name=offer.name,
        holder=client.display_name if client.is_company else f"{client.last_name.upper()} {client.first_name}",
        holder_birth_date=client.birth_date,
        opened_on=today - timedelta(days=dice.randrange(200, 4000)),
        paid_in=(amount * Decimal("0.9")).quantize(Decimal("0.01")),
        value=amount,
        valued_on=today - timedelta(days=dice.choice((1, 2, 3, 4, 12))),
        state=State.REDEEMED if dice.random() < 0.06 else State.OPEN,
    )
    contract.normalised = offer.partner.normalise(contract.reference)
    contract.client_normalised = offer.partner.normalise(contract.client_reference)
    contract.fill_search()
    return contract


def _values(contract: PartnerContract, dice: random.Random) -> list[Valuation]:
    """Return a value a month, the last one being the contract's own."""
    amount, values = contract.value, []
    for month in range(MONTHS):
        day = contract.valued_on - timedelta(days=30 * month)
        values.append(Valuation(contract=contract, valued_on=day, amount=amount.quantize(Decimal("0.01"))))
        amount *= Decimal(str(1 - dice.uniform(-0.01, 0.015)))
    return values


def _make_references(contracts: list[PartnerContract]) -> None:
    known = {}
    for contract in contracts:
        known.setdefault((contract.partner_id, contract.client_normalised), contract)
    PartnerReference.objects.bulk_create(
        PartnerReference(
            client=contract.client,
            partner=contract.partner,
            reference=contract.client_reference,
            normalised=contract.client_normalised,
        )
        for contract in known.values()
    )


def add_holdings(demo) -> None:
    demo.say(f"  contrats des partenaires ({make_holdings(demo.clients, demo.dice(7))} nouveaux)")


STEPS = ((45, add_holdings),)
