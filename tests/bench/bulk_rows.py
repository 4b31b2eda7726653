"""One client, one contract of a measure: rows in memory that satisfy every constraint of the tables."""

import random
from datetime import datetime, timedelta

from django.conf import settings

from contracts.sales.enums import Origin, SigningChannel, Status
from contracts.sales.models import SIGNED, Contract
from contracts.signature import documents
from crm.clients.enums import Civility, Kind
from crm.models import Client
from portal.core.values import dates
from portal.demo import names, places

# Out of a hundred, with the days back over which they are spread.
SPREAD = {
    Status.VALIDATED: (80, 1100),
    Status.UNREACHABLE: (6, 1100),
    Status.WITHDRAWN: (5, 1100),
    Status.UNPAID: (4, 1100),
    Status.AWAITING_CLIENT: (3, 25),
    Status.AWAITING_BACK_OFFICE: (1, 10),
    Status.DRAFT: (1, 60),
}
ORIGINS = list(Origin)
NOWHERE = 700_000_000  # numbers that no operator gives to people
TOWNS = places.LYON + places.NANTES


def client_of(rank: int, owner, rng: random.Random, **more) -> Client:
    """Return the `rank`-th client of a measure: a person with their own mobile; `more` are other columns."""
    woman = rng.random() < 0.5
    first, last = rng.choice(names.WOMEN if woman else names.MEN), rng.choice(names.SURNAMES)
    postal_code, city = rng.choice(TOWNS)
    client = Client(
        owner=owner,
        agency_id=owner.organisation_id,
        kind=Kind.PERSON,
        civility=Civility.MADAM if woman else Civility.SIR,
        first_name=first,
        last_name=last,
        birth_date=dates.today() - timedelta(days=rng.randint(8000, 30000)),
        address=f"{rng.randint(1, 148)} {rng.choice(places.STREETS)}",
        postal_code=postal_code,
        city=city,
        email=f"client{rank}@mesure.example",
        phone=f"+33{NOWHERE + rank}",
        **more,
    )
    client.fill_search()
    return client


class ContractRows:
    """Contracts as they would be at `now`; `document` is the file they all share."""

    def __init__(self, products: list, rng: random.Random, now: datetime):
        self.rng, self.now, self.products = rng, now, products
        self.snapshots = {product.pk: documents.snapshot_of(product) for product in products}
        self.document = None

    def specimen(self, client: Client) -> Contract:
        """A contract to print, in no table."""
        contract = self._sold(client, "CT-0000-000000", Status.VALIDATED, self.now)
        contract.submitted_at = self.now
        return contract

    def contract(self, client: Client, number: str, fate: tuple[int, str]) -> Contract:
        """A contract of this age and status (`fates`)."""
        age, status = fate
        contract = self._sold(client, number, status, self.now - timedelta(seconds=age))
        if status != Status.DRAFT:
            self._send(contract)
        if status in SIGNED or status != Status.AWAITING_CLIENT and self.rng.random() < 0.7 and contract.submitted_at:
            self._sign(contract)
        self._finish(contract)
        contract.fill_search()
        return contract

    def _sold(self, client: Client, number: str, status: str, created: datetime) -> Contract:
        product = self.rng.choice(self.products)
        contract = Contract(
            number=number if status != Status.DRAFT else None,
            status=status,
            owner=client.owner,
            agency_id=client.agency_id,
            client=client,
            product=product,
            product_snapshot=self.snapshots[product.pk] if status != Status.DRAFT else {},
            net_price=product.net_price,
            vat_rate=product.vat_rate,
            duration_months=product.duration_months,
            start_date=created.date() + timedelta(days=14),
            origin=self.rng.choice(ORIGINS),
            created_at=created,
            status_changed_at=created,
        )
        contract.take_identity(client)
        return contract

    def _send(self, contract: Contract) -> None:
        contract.submitted_at = contract.status_changed_at = contract.created_at + timedelta(minutes=9)
        contract.document, contract.document_sha256 = self.document, self.document.sha256

    def _sign(self, contract: Contract) -> None:
        """Signed and sealed, so that no worker finds anything left to do."""
        contract.signed_at = contract.status_changed_at = contract.submitted_at + timedelta(minutes=6)
        contract.signature_channel = SigningChannel.AGENT if self.rng.random() < 0.7 else SigningChannel.CLIENT
        contract.withdrawal_deadline = dates.end_of_day(
            contract.signed_at.astimezone(dates.PARIS).date() + timedelta(days=settings.WITHDRAWAL_DAYS)
        )
        contract.signed_document = self.document

    def _finish(self, contract: Contract) -> None:
        done = contract.status_changed_at + timedelta(minutes=40)
        if contract.status == Status.VALIDATED:
            contract.validated_at = contract.status_changed_at = done
        elif contract.status == Status.WITHDRAWN:
            contract.withdrawal_sent_at = contract.status_changed_at = done
        elif contract.status == Status.UNPAID:
            contract.validated_at, contract.status_changed_at = done, done
            contract.closed_from = Status.VALIDATED
        elif contract.status == Status.UNREACHABLE:
            contract.status_changed_at = done
            contract.closed_from = Status.AWAITING_BACK_OFFICE if contract.signed_at else Status.AWAITING_CLIENT
