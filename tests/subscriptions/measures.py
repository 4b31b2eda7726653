"""Money measured in numbers: carts, prices said with their tax, last articles, two tabs, numbers of invoices.

The suite takes few of each, `make faults` all of them. Each measure gives what went wrong, and counts.
"""

import os
import random
import re
import uuid
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.test import Client

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.core.values.money import format_euros
from subscriptions.invoices import printing
from subscriptions.invoices.rules import Line
from subscriptions.models import Cart, CartLine, Invoice, Item, Order, Payment, Period, Purchase
from subscriptions.payments import actions as payments
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans import buying
from subscriptions.plans.enums import PurchaseState
from subscriptions.plans.queries import quote_for
from subscriptions.shop import queries
from subscriptions.shop.actions import carts, ordering
from subscriptions.shop.enums import Status
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory
from tests.factories.invoices import COMPANY, issued
from tests.factories.shop import AJACCIO, LYON, ItemFactory, rates
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

CENT = Decimal("0.01")
VAT_RATES = tuple(map(Decimal, ("20", "10", "5.5", "2.1")))
ARTICLES = 60
TOTALS = ("GrandTotalAmount", "TotalPrepaidAmount", "TaxTotalAmount", "DuePayableAmount")


def settle(payment: Payment) -> Payment:
    """The processor takes the money from a card."""
    return payments.settle(payment=payment, outcome=DemoGateway().present(payment, CARDS["visa"], keep=False))


def in_cents(amounts: range) -> list[Decimal]:
    return [Decimal(number) / 100 for number in amounts]


def without_net(amounts: range) -> list[tuple[Decimal, Decimal]]:
    """Return the prices, by rate, that no price without tax in cents leads to."""
    found = []
    for rate in VAT_RATES:
        reached = {net + _tax_on(net, rate) for net in in_cents(range(amounts.stop))}
        found += [(gross, rate) for gross in in_cents(amounts) if gross not in reached]
    return found


def _tax_on(net: Decimal, rate: Decimal) -> Decimal:
    """Return the tax on a net price in cents, rounded half-up by whole numbers."""
    return Decimal(int(net * 100 * rate * 10 + 500) // 1000) / 100


def told_by(invoice: Invoice) -> dict[str, Decimal]:
    """Return the totals that the XML of an invoice states, and the XML itself."""
    xml = printing.xml_of(invoice).decode()
    return {name: Decimal(re.search(rf"<ram:{name}[^>]*>([\d.]+)<", xml)[1]) for name in TOTALS}


def price_wrong(gross: Decimal, rate: Decimal, failures=None) -> str:
    """Invoice one thing at a price said with its tax; return what is not that price, or what a rule finds."""
    invoice = issued(lines=[Line.with_tax("Abonnement", gross, rate)], kind="S1", billing=COMPANY)
    fresh = Invoice.objects.get(pk=invoice.pk)
    xml = told_by(fresh)
    if not gross == fresh.gross == fresh.net + fresh.vat == xml["GrandTotalAmount"] == xml["DuePayableAmount"]:
        return f"{gross} at {rate}: {fresh.net} + {fresh.vat}, {xml}"
    return f"{gross} at {rate}: {found}" if failures and (found := failures(printing.xml_of(fresh))) else ""


# --- carts -------------------------------------------------------------------------------------------------------


class Shop:
    """A buyer who fills one random cart after the other and pays each."""

    def __init__(self, seed: int):
        rates()
        self.dice, self.buyer = random.Random(seed), UserFactory()
        self.items = [
            ItemFactory(
                price=Decimal(self.dice.randint(1, 19_999)) / 100,
                vat_rate=self.dice.choice([key for key, _label in Item._meta.get_field("vat_rate").choices]),
                stock=10_000_000,
                weight=1,
            )
            for _each in range(ARTICLES)
        ]
        self.cart, _made = Cart.objects.get_or_create(owner=self.buyer)
        self.browser = Client(headers={"host": urlsplit(settings.PUBLIC_BASE_URL).netloc})
        self.browser.force_login(self.buyer)

    def order(self) -> Order:
        """Place and pay one cart of up to eight articles."""
        chosen = self.dice.sample(self.items, self.dice.randint(1, 8))
        CartLine.objects.bulk_create(
            CartLine(cart=self.cart, item=item, quantity=self.dice.randint(1, 40)) for item in chosen
        )
        seen = queries.basket_of(self.buyer).totals.gross
        address = self.dice.choice([LYON, AJACCIO])
        order = ordering.place(
            billing=address, delivery=address, client=None, seen=seen, key=uuid.uuid4(), by=self.buyer
        )
        settle(order.payment)
        return Order.objects.select_related("payment").get(pk=order.pk)

    def expected(self, order: Order) -> Decimal:
        """Reckon the total in whole cents, the tax once per rate."""
        nets: Counter = Counter()
        for line in order.lines.all():
            nets[line.vat_rate] += int(line.unit_net * 100) * int(line.quantity)
        return Decimal(sum(net + (net * int(rate * 100) + 5_000) // 10_000 for rate, net in nets.items())) / 100

    def wrong(self, order: Order, *, closely: bool) -> str:
        """Return where the amount of an order is another one, cent for cent; `closely` reads page and PDF too."""
        invoice = Invoice.objects.get(payment=order.payment)
        xml, amount = told_by(invoice), self.expected(order)
        said = {
            "order": order.gross,
            "charge": order.payment.amount,
            "invoice": invoice.gross,
            "parts": invoice.net + invoice.vat,
            "xml": xml["GrandTotalAmount"],
            "paid": xml["TotalPrepaidAmount"],
            "due": amount + xml["DuePayableAmount"],
        }
        other = {name: value for name, value in said.items() if value != amount}
        if not other and closely:
            other = {
                name: "absent" for name, text in self._papers(order, invoice).items() if _euros(amount) not in text
            }
        return f"{order.number}: {amount}, {other}" if other else ""

    def _papers(self, order: Order, invoice: Invoice) -> dict[str, str]:
        from pypdf import PdfReader

        pdf = PdfReader(BytesIO(printing.pdf_of(invoice)))
        page = self.browser.get(order.get_absolute_url(), secure=True).content.decode()
        return {"page": _plain(page), "pdf": _plain("".join(each.extract_text() for each in pdf.pages))}


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]|&nbsp;", "", text)


def _euros(amount: Decimal) -> str:
    return _plain(format_euros(amount))


def carts_wrong(count: int, *, seed: int, closely: int) -> list[str]:
    """Pay `count` random carts; every `closely`-th is read on its page and in its PDF as well."""
    shop = Shop(seed)
    found = (shop.wrong(shop.order(), closely=number % closely == 0) for number in range(count))
    return [each for each in found if each]


# --- races -------------------------------------------------------------------------------------------------------


def last_articles(rounds: int, *, buyers: int, seed: int = 1) -> Counter:
    """Sell the last articles to more buyers than there are, at the same instant; every paid one has its article."""
    rates()
    dice, people, seen = random.Random(seed), [UserFactory() for _each in range(buyers)], Counter()
    for _round in range(rounds):
        stock = dice.randint(1, buyers - 1)
        item = ItemFactory(stock=stock)
        for person in people:
            carts.add(item=item, quantity=1, by=person)
        results = together(buyers, lambda number, item=item: _buy(people[number], item))
        sold = sum(isinstance(result, Order) for result in results)
        unexpected = [error for error in errors_of(results) if not isinstance(error, Refused)]
        left = Item.objects.get(pk=item.pk).stock
        seen["sold"] += sold
        seen["oversold"] += max(0, sold - stock)
        seen["wrong"] += bool(unexpected) or left != stock - sold or sold != stock
        CartLine.objects.filter(cart__owner__in=people).delete()
    return seen


def _buy(person, item: Item) -> Order:
    order = ordering.place(
        billing=LYON,
        delivery=LYON,
        client=None,
        seen=queries.basket_of(person).totals.gross,
        key=uuid.uuid4(),
        by=person,
    )
    settle(order.payment)
    return order


def pay_or_give_up(rounds: int) -> Counter:
    """An order is paid at the instant its time is over: it is sold, or its article and the money are back."""
    rates()
    person, seen = UserFactory(), Counter()
    for _round in range(rounds):
        item = ItemFactory(stock=1)
        carts.add(item=item, quantity=1, by=person)
        order = ordering.place(
            billing=LYON,
            delivery=LYON,
            client=None,
            seen=queries.basket_of(person).totals.gross,
            key=uuid.uuid4(),
            by=person,
        )
        steps = (lambda o=order: settle(o.payment), lambda o=order: ordering.release(order=o))
        results = together(2, lambda number, steps=steps: steps[number]())
        unexpected = [error for error in errors_of(results) if not isinstance(error, Refused)]
        order.refresh_from_db()
        payment, stock = Payment.objects.get(pk=order.payment_id), Item.objects.get(pk=item.pk).stock
        sold = order.status != Status.CANCELLED
        kept = payment.amount - payment.refunded_amount
        seen["sold"] += sold
        seen["wrong"] += bool(unexpected) or (stock, kept) != ((0, order.gross) if sold else (1, 0))
        CartLine.objects.filter(cart__owner=person).delete()
    return seen


class Tabs:
    """A client with a small plan, whose agent buys the large one in several tabs at once."""

    def __init__(self):
        self.small, self.large = (
            plan(f"{name} {os.getpid()}", contents, m12=price)
            for name, contents, price in (("Petit", "a", "120"), ("Grand", "abc", "300"))
        )

    def race(self, tabs: int) -> str:
        """Each tab buys and pays; return what went wrong."""
        link = PortfolioLinkFactory(linked=True)
        period(link.account, self.small, starts_on=dates.today() - timedelta(days=100))
        quote = quote_for(link.account, self.large, 12)
        results = together(tabs, lambda _number: self._buy(link, quote.amount))
        unexpected = [error for error in errors_of(results) if not isinstance(error, Refused)]
        mine = Purchase.objects.filter(subscription__account=link.account)
        money = Payment.objects.filter(
            purpose=buying.PURPOSE, subject_id__in=[str(pk) for pk in mine.values_list("pk", flat=True)]
        )
        paid = money.filter(paid_at__isnull=False).aggregate(sum=Sum("amount"))["sum"] or 0
        back = money.aggregate(sum=Sum("refunded_amount"))["sum"] or 0
        granted = mine.filter(state=PurchaseState.GRANTED).count()
        current = Period.objects.filter(subscription__account=link.account, superseded_at=None).count()
        fine = (granted, current, paid - back) == (1, 1, quote.amount) and not unexpected
        return "" if fine else f"{granted} granted, {current} current, {paid} - {back} of {quote.amount}, {unexpected}"

    def _buy(self, link, amount: Decimal):
        purchase = buying.buy(
            account=link.account, plan=self.large, months=12, seen=amount, renews=False, by=link.owner
        )
        return settle(Payment.objects.get(purpose=buying.PURPOSE, subject_id=str(purchase.pk)))


def two_tabs(rounds: int, *, tabs: int = 2) -> list[str]:
    """Return what went wrong when an upgrade was bought and paid in several tabs at once."""
    race = Tabs()
    found = (race.race(tabs) for _round in range(rounds))
    return [each for each in found if each]


# --- numbers -------------------------------------------------------------------------------------------------------


def issue_many(count: int, *, seed: int) -> None:
    """Issue `count` invoices, each in a transaction of its own; a third of them is rolled back."""
    dice, agent = random.Random(seed), UserFactory()
    for _each in range(count):
        with transaction.atomic():
            issued(agent, lines=[Line("Vis", Decimal(1), Decimal("0.33"), Decimal(20))])
            if dice.random() < 1 / 3:
                transaction.set_rollback(True)


def gaps() -> dict:
    """Return how many numbers there are, how many are missing, and how many are out of the order of issue."""
    rows = list(Invoice.objects.order_by("pk").values_list("sequence", flat=True))
    return {
        "invoices": len(rows),
        "gaps": len(set(range(1, len(rows) + 1)) - set(rows)),
        "out_of_order": sum(later < earlier for earlier, later in zip(rows, rows[1:], strict=False)),
    }
