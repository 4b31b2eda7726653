"""Buyers with an envelope, suppliers with their bank details, invoices in each status."""

import datetime
import uuid
from decimal import Decimal

import factory

from crm.financing.enums import Status
from crm.models import BankAccount, Envelope, FactoredInvoice, Quote, Supplier, SupplierLink
from portal.access.roles import Role
from portal.core.values import dates
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory
from tests.factories.clients import ClientFactory

IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "FR1420041010050500013M02606"


class BuyerFactory(ClientFactory):
    company = True
    company_name = factory.Sequence(lambda n: f"Acheteur {n}")
    siren = ""
    account = factory.SubFactory(UserFactory, client=True)


class EnvelopeFactory(RecordFactory):
    class Meta:
        model = Envelope

    buyer = factory.SubFactory(BuyerFactory)
    owner = factory.SelfAttribute("buyer.account")
    status = "granted"
    asked_amount = Decimal("100000")
    turnover = Decimal("2000000")
    purchases = Decimal("900000")
    amount = Decimal("100000")
    yearly_rate = Decimal("6")
    fixed_rate = Decimal("0.5")
    starts_on = factory.LazyFunction(dates.today)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=364))


def siren_of(number: int) -> str:
    """A SIREN whose key fits."""
    start = f"{40_000_000 + number:08d}"
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(start)]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{start}{-total % 10}"


class SupplierFactory(RecordFactory):
    class Meta:
        model = Supplier
        skip_postgeneration_save = True

    siren = factory.Sequence(siren_of)
    company_name = factory.Sequence(lambda n: f"Fournisseur {n}")
    address = "4 rue des Forges"
    postal_code = "69003"
    city = "Lyon"
    account = factory.SubFactory(UserFactory, role=Role.SUPPLIER, organisation=None)

    @factory.post_generation
    def bank(self, create, extracted, **_more):
        iban = IBAN if extracted is None else extracted
        if iban:
            BankAccount.objects.create(
                supplier=self, iban=iban, state="in_force", asked_by=self.account, usable_from=dates.now()
            )


class LinkFactory(RecordFactory):
    class Meta:
        model = SupplierLink

    buyer = factory.SubFactory(BuyerFactory)
    owner = factory.SelfAttribute("buyer.account")
    supplier = factory.SubFactory(SupplierFactory)
    company_name = factory.SelfAttribute("supplier.company_name")
    email = factory.SelfAttribute("supplier.account.email")
    state = "confirmed"
    confirmed_at = factory.LazyFunction(dates.now)


class InvoiceFactory(RecordFactory):
    class Meta:
        model = FactoredInvoice

    class Params:
        validated = factory.Trait(
            status=Status.VALIDATED, approved_at=factory.LazyFunction(dates.now), in_envelope=True
        )
        financed = factory.Trait(
            status=Status.FINANCED,
            approved_at=factory.LazyFunction(dates.now),
            financed_at=factory.LazyFunction(dates.now),
            in_envelope=True,
        )
        in_envelope = False

    buyer = factory.SubFactory(BuyerFactory)
    supplier = factory.SubFactory(SupplierFactory)
    owner = factory.SelfAttribute("supplier.account")
    number = factory.Sequence(lambda n: f"FA-{n:05d}")
    issued_on = factory.LazyFunction(dates.today)
    due_on = factory.LazyAttribute(lambda row: row.issued_on + datetime.timedelta(days=60))
    amount = Decimal("10000")

    @classmethod
    def _create(cls, model_class, *args, in_envelope=False, **kwargs):
        if kwargs.get("approved_at") and "envelope" not in kwargs:
            found = Envelope.objects.filter(buyer=kwargs["buyer"]).first()
            kwargs["envelope"] = found or EnvelopeFactory(buyer=kwargs["buyer"])
        return super()._create(model_class, *args, **kwargs)


def accepted_quote(invoice: FactoredInvoice, *, commission: Decimal = Decimal("100")) -> Quote:
    now = dates.now()
    return Quote.objects.create(
        invoice=invoice,
        payment_on=dates.add_working_days(dates.today(), 1),
        amount=invoice.payable,
        days=30,
        yearly_rate=6,
        fixed_rate=Decimal("0.5"),
        commission=commission,
        net=invoice.payable - commission,
        expires_at=now + datetime.timedelta(hours=24),
        accepted_at=now,
    )


def key() -> uuid.UUID:
    return uuid.uuid4()
