"""Buying: what was read on the page is asked to be paid, and granted by the money alone."""

from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.core.values.money import format_euros
from subscriptions.payments import actions as payments
from subscriptions.payments.enums import UNPAID
from subscriptions.payments.models import Payment
from subscriptions.plans import messages, queries
from subscriptions.plans.enums import Kind, PurchaseState
from subscriptions.plans.models import Period, Plan, Purchase, Subscription
from subscriptions.plans.queries import Quote
from subscriptions.portfolio.queries import linked_of

PURPOSE = "subscriptions.purchase"


class PriceChanged(Refused):
    """The price is no longer the one that was shown; `quote` is the one of now."""

    def __init__(self, subject, quote: Quote):
        super().__init__(subject, _("Le prix a changé : il est maintenant de %s.") % format_euros(quote.amount))
        self.quote = quote


def may_buy_for(user, account) -> bool:
    """Return whether `user` buys for `account`: their own, or that of a client linked to them now."""
    return user.pk == account.pk or linked_of(user).filter(account=account).exists()


@transaction.atomic
def buy(*, account, plan: Plan, months: int, seen: Decimal, renews: bool, by) -> Purchase:
    """Ask for the money of what the page showed for `seen` euros. What costs nothing is granted at once.

    Raises `PriceChanged`, `Refused` when it may not be bought any more, `NotYours` for a client who is not linked.
    """
    subscription = locked_subscription(account)
    if not may_buy_for(by, account):
        raise NotYours(subscription)
    quote = queries.quote_for(account, plan, months)
    if quote is None:
        raise Refused(subscription, _("Ce plan ne peut plus être acheté : reprenez le choix du plan."))
    if quote.amount != seen:
        raise PriceChanged(subscription, quote)
    close_earlier(subscription, by=by)
    purchase = keep(subscription, quote, by=by, renews=renews)
    record(subscription, "subscriptions.asked", by=by, data=_data(purchase))
    if not quote.amount:
        grant(purchase)
    else:
        ask(purchase)
    return purchase


def locked_subscription(account) -> Subscription:
    """The subscription of an account, made at the first purchase; its lock orders all purchases of the account."""
    made, _created = Subscription.objects.get_or_create(account=account)
    return hold(made)


def hold(subscription: Subscription) -> Subscription:
    """Lock a subscription after the payments that it waits for: money that comes takes the two in this order."""
    waiting = subscription.purchases.filter(state=PurchaseState.ASKED).values_list("pk", flat=True)
    asked = payments_of(waiting).filter(status__in=UNPAID, closed_at=None)
    list(asked.order_by("pk").select_for_update())
    return lock(subscription)


def payments_of(purchases):
    """The payments of purchases, given by their numbers."""
    return Payment.objects.filter(purpose=PURPOSE, subject_id__in=[str(pk) for pk in purchases])


def keep(subscription: Subscription, quote: Quote, *, by, renews: bool = False, **more) -> Purchase:
    return Purchase.objects.create(
        subscription=subscription,
        kind=quote.kind,
        version=quote.version,
        base=quote.base,
        months=quote.months,
        starts_on=quote.starts_on,
        ends_before=quote.ends_before,
        amount=quote.amount,
        full_amount=quote.full_amount,
        vat_rate=quote.vat_rate,
        renews=renews,
        consent=messages.consent_text(quote) if renews else "",
        by=by,
        **more,
    )


def ask(purchase: Purchase):
    return payments.ask(
        key=f"{PURPOSE}:{purchase.pk}",
        purpose=PURPOSE,
        subject_id=str(purchase.pk),
        payer=purchase.by,
        amount=purchase.amount,
        by=purchase.by,
        keep=purchase.renews,
    )


def of_payment(payment) -> Purchase:
    rows = Purchase.objects.select_related("version__plan", "subscription__account", "by")
    return rows.get(pk=payment.subject_id)


def paid(payment) -> Purchase | None:
    """The money came: grant, and give what is granted now. Where another was granted first, it goes back.

    Money without an invoice for what was granted or given back already was paid twice.
    """
    purchase = of_payment(payment)
    lock(purchase.subscription)
    purchase.refresh_from_db(fields=["state"])
    if purchase.state in (PurchaseState.GRANTED, PurchaseState.LOST):
        if payments.left_to_refund(payment) and not payment.invoices.exists():
            payments.refund(payment, payment.amount, _("Cet achat était déjà payé."))
        return None
    if grant(purchase):
        return purchase
    payments.refund(payment, payment.amount, _("Un autre achat a modifié cet abonnement entre-temps."))
    return None


def grant(purchase: Purchase) -> bool:
    """Give what was bought, under the lock of the subscription; gives False when its base is there no more."""
    subscription = lock(purchase.subscription)
    if not _still_stands(purchase, subscription):
        _settle(purchase, PurchaseState.LOST)
        record(subscription, "subscriptions.lost", by=purchase.by, data=_data(purchase))
        return False
    period = _new_period(purchase, subscription)
    purchase.period = period
    _settle(purchase, PurchaseState.GRANTED)
    subscription.current = period
    subscription.touch()
    subscription.save()
    record(subscription, f"subscriptions.{purchase.kind}", by=purchase.by, data=_data(purchase))
    messages.tell_client(purchase)
    return True


def _still_stands(purchase: Purchase, subscription: Subscription) -> bool:
    """What the price was reckoned on is still so: the base is neither superseded nor ended, and nothing came after."""
    newest = subscription.periods.filter(superseded_at=None).order_by("-starts_on").first()
    if purchase.base_id:
        return newest is not None and newest.pk == purchase.base_id and newest.ended_at is None
    return newest is None or newest.open_until <= purchase.starts_on


def _new_period(purchase: Purchase, subscription: Subscription) -> Period:
    """An upgrade takes the place of its base from its first day on; anything else follows."""
    base, is_upgrade = purchase.base, purchase.kind == Kind.UPGRADE
    if is_upgrade:
        base.superseded_at = dates.now()
        base.save(update_fields=["superseded_at"])
    period = Period.objects.create(
        subscription=subscription,
        version=purchase.version,
        contents=purchase.version.contents,
        months=purchase.months,
        term_starts_on=base.term_starts_on if is_upgrade else purchase.starts_on,
        starts_on=purchase.starts_on,
        ends_before=purchase.ends_before,
        full_amount=purchase.full_amount,
        vat_rate=purchase.vat_rate,
        at_will=base.at_will if is_upgrade else purchase.at_will,
    )
    if is_upgrade:
        base.superseded_by = period
        base.save(update_fields=["superseded_by"])
    return period


def _settle(purchase: Purchase, state: str) -> None:
    purchase.state, purchase.settled_at = state, dates.now()
    purchase.save(update_fields=["state", "settled_at", "period"])


def return_url(payment) -> str:
    return reverse("subscriptions:purchase", args=[payment.subject_id])


def describe(payment) -> str:
    purchase = of_payment(payment)
    who = purchase.subscription.account.get_full_name()
    return _("%(what)s pour %(who)s") % {"what": purchase, "who": who}


def _data(purchase: Purchase) -> dict:
    return {"plan": purchase.version.plan.name, "amount": format_euros(purchase.amount), "purchase": purchase.pk}


def next_url(purchase: Purchase) -> str:
    """Where the buyer goes on: to the page of the payment, or to what they bought when nothing was to pay."""
    if purchase.state != PurchaseState.ASKED:
        return purchase.get_absolute_url()
    asked = payments_of([purchase.pk]).filter(closed_at=None).order_by("-created_at").first()
    return asked.get_absolute_url() if asked and asked.takes_cards else purchase.get_absolute_url()


def close_earlier(subscription: Subscription, *, by) -> None:
    """Of several pages opened by one person for one client, the last alone is to be paid."""
    close_asked(subscription.purchases.filter(by=by).exclude(kind=Kind.RENEWAL), by=by)


def close_asked(purchases, *, by=None) -> None:
    """Sell no more what of `purchases` was not paid yet, and take no card for it."""
    for purchase in purchases.filter(state=PurchaseState.ASKED):
        for payment in payments_of([purchase.pk]):
            payments.close(payment=payment, by=by)
        _settle(purchase, PurchaseState.FAILED)
