"""What is known of a renewal, and what will happen at the end."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.core.values.dates import long_date
from portal.core.values.money import format_euros
from subscriptions.invoices.actions import left_to_credit
from subscriptions.invoices.enums import Document
from subscriptions.invoices.models import Invoice
from subscriptions.payments.actions import left_to_refund
from subscriptions.payments.enums import Status
from subscriptions.payments.models import Payment
from subscriptions.plans.buying import PURPOSE
from subscriptions.plans.enums import PurchaseState
from subscriptions.plans.models import Period, Purchase, Subscription
from subscriptions.plans.queries import open_period, prices_on
from subscriptions.plans.rules import add_months, prorated
from subscriptions.renewal.models import Renewal, RenewalNotice
from subscriptions.renewal.rules import next_try


def renewal_of(subscription: Subscription) -> Renewal | None:
    return Renewal.objects.filter(subscription=subscription).select_related("payer", "method").first()


def price_at_end(period: Period) -> tuple[Decimal, Decimal] | None:
    """The price and its VAT rate for another term of the same contents; never more than what was announced last.

    None when it is no longer sold.
    """
    price = prices_on(period.ends_before).get((period.version.plan_id, period.months))
    if price is None or period.version.plan.retired_at is not None:
        return None
    announced = [notice.amount for notice in period.notices.all()]
    return min([price.amount, *announced]), price.vat_rate


def is_proven(period: Period) -> bool:
    """Return whether a notice is proven to have left in the time that the law gives."""
    return any(notice.proves for notice in RenewalNotice.objects.filter(period=period).select_related("message"))


@dataclass(frozen=True)
class Forecast:
    """« Ce qui se passera le … »: the day, the sentence, what is wrong if anything is."""

    day: date
    sentence: str
    tone: str = "info"
    warning: str = ""


def forecast(subscription: Subscription | None, *, for_payer: bool = True) -> Forecast | None:
    """What happens at the end of what the account has; None when it has nothing. `for_payer` names the card."""
    period = open_period(subscription.account) if subscription is not None else None
    if period is None:
        return None
    renewal = renewal_of(subscription)
    if renewal is None or not renewal.is_on:
        return _ending(period)
    if dates.today() >= period.ends_before:
        return _retrying(period)
    return _renewing(period, renewal, for_payer)


def _ending(period: Period) -> Forecast:
    words = {"plan": period.version.plan.name, "day": long_date(period.last_day)}
    return Forecast(
        period.ends_before,
        _("L’abonnement %(plan)s s’arrête le %(day)s au soir. Rien ne sera débité.") % words,
        "neutral",
    )


def _retrying(period: Period) -> Forecast:
    made = list(period.tries.order_by("number"))
    following = next_try(period.ends_before, settings.RENEWAL_RETRY_DAYS, len(made))
    kept = long_date(period.open_until - dates.ONE_DAY)
    if following is None:
        return Forecast(
            period.open_until, _("Plus aucun essai de paiement. L’accès s’arrête le %s au soir.") % kept, "danger"
        )
    words = {"day": long_date(max(following, dates.today())), "kept": kept}
    sentence = _(
        "La carte n’a pas pu être débitée. Prochain essai le %(day)s ; l’accès est maintenu jusqu’au %(kept)s."
    )
    return Forecast(following, sentence % words, "warning")


def _renewing(period: Period, renewal: Renewal, for_payer: bool) -> Forecast:
    price = price_at_end(period)
    if price is None:
        words = {"plan": period.version.plan.name, "day": long_date(period.last_day)}
        text = _("Le plan %(plan)s n’est plus vendu : l’abonnement s’arrête le %(day)s au soir, sans débit.") % words
        return Forecast(period.ends_before, text, "warning")
    until = add_months(period.ends_before, period.months) - dates.ONE_DAY
    words = {"plan": period.version.plan.name, "amount": format_euros(price[0]), "until": long_date(until)}
    if for_payer:
        words["card"] = str(renewal.method) if renewal.method else _("aucune carte")
        text = _("L’abonnement %(plan)s est renouvelé jusqu’au %(until)s : %(amount)s sont débités (%(card)s).")
    else:
        words["payer"] = renewal.payer.get_full_name()
        text = _("L’abonnement %(plan)s est renouvelé jusqu’au %(until)s : %(amount)s, payés par %(payer)s.")
    return Forecast(period.ends_before, text % words, "info", _card_trouble(period, renewal))


def _card_trouble(period: Period, renewal: Renewal) -> str:
    card = renewal.method
    if card is None or card.replaced_at is not None:
        return _("Aucune carte n’est enregistrée : ajoutez-en une avant cette date.")
    end = period.ends_before
    if card.expires_before(end):
        return _("La carte expire avant cette date (%s) : remplacez-la.") % card.expiry
    return ""


@dataclass(frozen=True)
class Part:
    """What comes back of one purchase: the rest of its days, on the payment and the invoice that it had."""

    purchase: Purchase
    invoice: Invoice
    amount: Decimal

    @property
    def payment(self) -> Payment:
        return self.invoice.payment

    @property
    def starts_on(self) -> date:
        """The first day that is given back."""
        return dates.today() + dates.ONE_DAY


@dataclass(frozen=True)
class Ending:
    """How a period ends today, before its time: its last day of access and what comes back."""

    period: Period
    last_day: date
    parts: list[Part]

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def is_disputed(self) -> bool:
        return any(part.payment.status == Status.DISPUTED for part in self.parts)


def ending_of(period: Period) -> Ending:
    """Reckon what ending `period` today gives back (Code de la consommation, L215-1).

    It ends this evening: today was begun and is paid, so that access and the days that are paid for agree, and a period
    has at least one day. Of what was paid for this term (its renewal, then each upgrade) the days from tomorrow on come
    back, at most what was not given back before.
    """
    today = dates.today()
    term = Purchase.objects.filter(
        subscription=period.subscription_id,
        state=PurchaseState.GRANTED,
        period__term_starts_on=period.term_starts_on,
    )
    purchases = {str(each.pk): each for each in term.select_related("version__plan").order_by("starts_on", "pk")}
    issued = Invoice.objects.filter(
        document=Document.INVOICE, payment__purpose=PURPOSE, payment__subject_id__in=purchases
    ).select_related("payment__payer", "payment__method")
    invoices = {invoice.payment.subject_id: invoice for invoice in issued}
    parts = [_part(each, invoices[key], today) for key, each in purchases.items() if key in invoices]
    return Ending(period, today, parts)


def _part(purchase: Purchase, invoice: Invoice, today: date) -> Part:
    rest = prorated(
        purchase.amount,
        starts_on=purchase.starts_on,
        ends_before=purchase.ends_before,
        today=today + dates.ONE_DAY,
    )
    left = min(left_to_refund(invoice.payment), left_to_credit(invoice))
    return Part(purchase, invoice, max(min(rest, left), Decimal(0)))


def why_not_ended(period: Period | None) -> str:
    """Say why a period cannot be ended today; an empty string where it can."""
    if period is None:
        return _("Aucun abonnement n’est en cours.")
    if period.ended_at:
        return _("L’abonnement est déjà résilié. L’accès s’arrête le %s au soir.") % long_date(period.last_day)
    if not period.at_will:
        return _(
            "Cet abonnement ne peut pas être résilié avant sa fin, le %s. Vous pouvez arrêter son renouvellement."
        ) % long_date(period.last_day)
    if dates.today() >= period.ends_before:
        return _("La période payée est terminée. Arrêtez le renouvellement pour fermer l’accès.")
    return ""


def has_money_on_its_way(period: Period) -> bool:
    """Return whether the last try has no answer yet: nothing else is charged before it is known."""
    last = period.tries.select_related("payment").order_by("-number").first()
    return last is not None and last.payment is not None and last.payment.status == Status.ASKED
