"""Demonstration: a buyer with an envelope, two suppliers, invoices in each status."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from crm.clients.enums import Kind
from crm.envelopes import actions as envelopes
from crm.financing.actions import crediting, deciding, quoting, submitting
from crm.models import BankAccount, Client, Envelope, FactoredInvoice, Supplier, SupplierLink
from crm.payouts import actions as payouts
from crm.suppliers import actions as suppliers
from portal.core.values import dates
from portal.demo.working_hours import WorkingHours

BUYER_SIREN = "552100554"
COMPANIES = (
    ("fournisseur", "Fonderies Roche", "542051180", "FR7630006000011234567890189"),
    ("fournisseur2", "Emballages Ferrand", "552081317", "FR7630004000031234567890143"),
)
# Supplier, number, amount, working days ago, days from then to the due date, how far it went.
INVOICES = (
    (0, "FR-2026-0187", "12400.00", 45, 60, "settled"),
    (1, "EF-4410", "3860.50", 38, 75, "part"),
    (0, "FR-2026-0203", "18250.00", 30, 90, "financed"),
    (1, "EF-4437", "7420.80", 16, 60, "dated"),
    (0, "FR-2026-0219", "9980.00", 12, 75, "validated"),
    (1, "EF-4452", "2150.00", 10, 60, "credited"),
    (0, "FR-2026-0224", "5300.00", 9, 60, "disputed"),
    (1, "EF-4460", "1290.00", 8, 45, "rejected"),
    (0, "FR-2026-0231", "14600.00", 5, 60, "submitted"),
    (1, "EF-4478", "4075.25", 2, 50, "submitted"),
)


def make_factoring(demo) -> int:
    """Make what is missing; return how many invoices were made. A second run makes none."""
    if Envelope.objects.exists():
        return 0
    hours = WorkingHours(demo.dice(61), dates.now())
    buyer = _buyer(demo)
    tale = _Tale(demo, buyer, hours)
    tale.open()
    for row in INVOICES:
        tale.tell(*row)
    tale.pay()
    tale.ask_more()
    return len(INVOICES)


def _buyer(demo) -> Client:
    account, owner = demo.team.of("acheteur"), demo.team.of("agent")
    client = Client(
        owner=owner,
        agency=owner.organisation,
        account=account,
        created_at=account.date_joined,
        kind=Kind.COMPANY,
        company_name="Ateliers Chastain",
        siren=BUYER_SIREN,
        last_name=account.last_name,
        first_name=account.first_name,
        address="15 rue de l’Industrie",
        postal_code="69008",
        city="Lyon",
        email=account.email,
    )
    client.save()
    return client


class _Tale:
    """What happened, each thing at its hour."""

    def __init__(self, demo, buyer: Client, hours: WorkingHours):
        self.buyer, self.hours = buyer, hours
        self.office, self.other = demo.team.office[:2]
        self.account = buyer.account
        self.accounts = [demo.team.of(login) for login, *_rest in COMPANIES]
        self.suppliers: list[Supplier] = []
        self.financed: list[tuple[FactoredInvoice, str]] = []

    def open(self) -> None:
        """The envelope is asked for and granted, two suppliers confirm, a third was invited."""
        with dates.pretending(self.hours.moment(55)):
            figures = {"turnover": Decimal(4_200_000), "purchases": Decimal(1_800_000)}
            asked = {"asked_amount": Decimal(150_000), "need": "Payer nos fondeurs plus tôt.", **figures}
            envelope = envelopes.ask(buyer=self.buyer, values=asked, key=uuid4(), by=self.account)
        with dates.pretending(self.hours.moment(53)):
            terms = {
                "amount": Decimal(120_000),
                "yearly_rate": Decimal(6),
                "fixed_rate": Decimal("0.5"),
                "starts_on": dates.today(),
                "ends_on": dates.today() + timedelta(days=365),
            }
            envelopes.grant(envelope=envelope, terms=terms, reasons="Bilan 2025 solide.", by=self.office)
        with dates.pretending(self.hours.moment(50)):
            self._suppliers()

    def _suppliers(self) -> None:
        for account, (_login, name, siren, iban) in zip(self.accounts, COMPANIES, strict=True):
            place = {"address": "Zone des Forges", "postal_code": "42000", "city": "Saint-Étienne"}
            supplier = Supplier.objects.create(siren=siren, company_name=name, account=account, **place)
            BankAccount.objects.create(
                supplier=supplier, iban=iban, state="in_force", asked_by=account, usable_from=dates.now()
            )
            SupplierLink.objects.create(
                buyer=self.buyer,
                owner=self.account,
                company_name=name,
                email=account.email,
                state="confirmed",
                supplier=supplier,
                confirmed_at=dates.now(),
            )
            self.suppliers.append(supplier)
        third = {"company_name": "Peintures du Forez", "email": "compta@peintures-forez.example"}
        suppliers.invite(buyer=self.buyer, key=uuid4(), by=self.account, **third)

    def tell(self, rank: int, number: str, amount: str, ago: int, days: int, end: str) -> None:
        supplier, account = self.suppliers[rank], self.accounts[rank]
        at = self.hours.moment(ago)
        with dates.pretending(at):
            day = dates.today()
            values = {"number": number, "amount": Decimal(amount), "issued_on": day - timedelta(days=2)}
            values["due_on"] = _working(day + timedelta(days=days))
            invoice = submitting.submit(supplier=supplier, buyer=self.buyer, values=values, key=uuid4(), by=account)
        if end == "submitted":
            return
        with dates.pretending(self.hours.later(at, 1)):
            if end == "rejected":
                deciding.reject(invoice=invoice, reason="Bon de commande inconnu.", by=self.account)
                return
            invoice = deciding.approve(invoice=invoice, by=self.account)
        with dates.pretending(self.hours.later(at, 2)):
            self._after(invoice, account, end)

    def _after(self, invoice: FactoredInvoice, account, end: str) -> None:
        if end == "credited":
            crediting.credit(invoice=invoice, number="EF-A-118", amount=Decimal(150), by=account)
        elif end == "disputed":
            deciding.dispute(invoice=invoice, reason="Livraison incomplète : 40 pièces sur 60.", by=self.account)
        elif end in ("settled", "part", "financed", "dated"):
            days = quoting.days_for(invoice)
            late = days[-3] if end == "dated" else days[0]
            quote = quoting.quote(invoice=invoice, payment_on=late, by=account)
            quoting.accept(quote=quote, by=account)
            self.financed.append((invoice, end))

    def pay(self) -> None:
        """One file that the bank took, then what the buyer repaid."""
        with dates.pretending(self.hours.moment(20)):
            file = payouts.make_file(until=dates.today(), by=self.office)
        with dates.pretending(self.hours.moment(19)):
            payouts.execute(file=file, by=self.office)
        with dates.pretending(self.hours.moment(4)):
            for invoice, end in self.financed:
                invoice.refresh_from_db()
                share = {"settled": invoice.payable, "part": Decimal(1500)}.get(end)
                if share:
                    day = dates.today()
                    payouts.repay(invoice=invoice, amount=share, received_on=day, key=uuid4(), by=self.office)

    def ask_more(self) -> None:
        """A change of bank details waits for somebody of the back-office."""
        with dates.pretending(self.hours.moment(3)):
            change = {"supplier": self.suppliers[1], "iban": "FR1420041010050500013M02606"}
            suppliers.change_bank(by=self.accounts[1], **change)


def _working(day: date) -> date:
    return dates.next_working_day(day)


def add_factoring(demo) -> None:
    demo.say(f"  affacturage ({make_factoring(demo)} factures nouvelles)")


STEPS = ((61, add_factoring),)
