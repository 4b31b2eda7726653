"""Turning renewal on and off; telling of it, charging, trying again."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.earnings.actions import earn, take_back
from portal.earnings.agreements.enums import Kind as Earned
from subscriptions.invoices import actions as invoices
from subscriptions.invoices.rules import Line
from subscriptions.payments import actions as payments
from subscriptions.payments.models import PaymentMethod
from subscriptions.plans import buying
from subscriptions.plans.enums import Kind, PurchaseState
from subscriptions.plans.messages import consent_text
from subscriptions.plans.models import Period, Purchase, Subscription
from subscriptions.plans.queries import Quote, open_period
from subscriptions.plans.rules import add_months
from subscriptions.portfolio.queries import agents_of
from subscriptions.renewal import messages, queries
from subscriptions.renewal.models import Renewal, RenewalNotice, RenewalTry
from subscriptions.renewal.rules import kept_until, next_try, notice_due

AT_ONCE = 200


def may_decide(user, subscription: Subscription) -> bool:
    """Return whether `user` turns the renewal on or off: the client, or an agent linked to them now."""
    return buying.may_buy_for(user, subscription.account)


@transaction.atomic
def turn_on(*, subscription: Subscription, method: PaymentMethod, text: str, by) -> Renewal:
    """Agree to renewal after the first purchase, with a card of one's own that was kept."""
    row = lock(subscription)
    period = open_period(row.account)
    if not may_decide(by, row) or method.account_id != by.pk:
        raise NotYours(row)
    if period is not None and period.ended_at:
        raise Refused(row, _("L’abonnement est résilié : il ne peut plus être renouvelé."))
    if period is None or text != consent_text(period):
        raise Refused(row, _("L’abonnement a changé : relisez le texte avant d’accepter."))
    _check_usable(method, row)
    return give(row, by=by, text=text, method=method)


def _check_usable(method: PaymentMethod | None, row: Subscription) -> None:
    """Raises `Refused` for a card that was removed or has expired; it cannot go before the transaction ends."""
    if method is None or not PaymentMethod.objects.usable().select_for_update(no_key=True).filter(pk=method.pk).first():
        raise Refused(row, _("Cette carte ne peut plus servir : choisissez-en une autre."))


def _account(purchase: Purchase, payment) -> None:
    """Issue the invoice to who paid, and note what the sale earns its agent; both once per payment."""
    account = purchase.subscription.account
    plan, rate = purchase.version.plan.name, purchase.vat_rate
    words = {"what": purchase, "start": f"{purchase.starts_on:%d/%m/%Y}", "end": f"{purchase.last_day:%d/%m/%Y}"}
    line = Line.with_tax(_("%(what)s, du %(start)s au %(end)s") % words, purchase.amount, rate)
    file = getattr(account, "client_file", None)
    invoices.issue(account=purchase.by, client=file, lines=[line], kind="S1", payment=payment)
    if agent := _seller(purchase):
        kind = Earned.UPGRADE if purchase.kind == Kind.UPGRADE else Earned.SUBSCRIPTION
        earn(source=purchase, kind=kind, agent=agent, base=purchase.net_amount, label=plan)


def _seller(purchase: Purchase):
    """The agent who bought, or the one who has followed the client for longest where the client bought alone."""
    if purchase.by_id != purchase.subscription.account_id:
        return purchase.by
    link = agents_of(purchase.subscription.account).first()
    return link.owner if link else None


def given_back(payment) -> None:
    """Money went back: so does that part of what the sale earned. Money without an invoice had earned nothing."""
    if not payment.invoices.exists():
        return
    purchase = buying.of_payment(payment)
    share = payment.refunded_amount / payment.amount
    take_back(source=purchase, share=share, reason=str(_("Remboursement de l’abonnement")))


@transaction.atomic
def stop(*, subscription: Subscription, by) -> Renewal:
    """Renew no more at the end, and try no card again; what is paid stays until its end."""
    row = buying.hold(subscription)
    renewal = Renewal.objects.filter(subscription=row).first()
    if not may_decide(by, row):
        raise NotYours(row)
    if renewal is None or not renewal.is_on:
        raise Refused(row, _("Le renouvellement est déjà arrêté."))
    turn_off(row, renewal, by=by)
    record(row, "subscriptions.renewal_off", by=by)
    messages.tell_stopped(row, by=by)
    return renewal


def turn_off(row: Subscription, renewal: Renewal, *, by=None) -> None:
    """Note that nothing is renewed any more and close what was asked for it; the caller holds the subscription."""
    renewal.is_on, renewal.stopped_at, renewal.stopped_by = False, dates.now(), by
    renewal.save(update_fields=["is_on", "stopped_at", "stopped_by"])
    row.touch()
    row.save()
    row.periods.filter(superseded_at=None, kept_until__isnull=False).update(kept_until=None)
    buying.close_asked(row.purchases.filter(kind=Kind.RENEWAL))


@transaction.atomic
def resume(*, subscription: Subscription, by) -> Renewal:
    """Undo a stop, before the end: what was agreed to holds again. Only whose card it is may."""
    row = lock(subscription)
    renewal = Renewal.objects.filter(subscription=row).first()
    if renewal is None or renewal.payer_id != by.pk or not may_decide(by, row):
        raise NotYours(row)
    if renewal.is_on:
        raise Refused(row, _("Le renouvellement est déjà actif."))
    period = open_period(row.account)
    if period is None or period.ended_at:
        raise Refused(row, _("L’abonnement est terminé : achetez-en un nouveau."))
    _check_usable(renewal.method, row)
    renewal.is_on, renewal.stopped_at, renewal.stopped_by = True, None, None
    renewal.save(update_fields=["is_on", "stopped_at", "stopped_by"])
    record(row, "subscriptions.renewal_resumed", by=by)
    return renewal


@transaction.atomic
def use_card(*, subscription: Subscription, method: PaymentMethod, by) -> None:
    """Charge another card of the payer at the next renewal."""
    row = lock(subscription)
    renewal = Renewal.objects.filter(subscription=row).first()
    if renewal is None or renewal.payer_id != by.pk or method.account_id != by.pk:
        raise NotYours(row)
    _check_usable(method, row)
    renewal.method = method
    renewal.save(update_fields=["method"])
    record(row, "subscriptions.card_replaced", by=by)


def paid(payment) -> None:
    """The money of a purchase came: grant it, and keep the consent to renewal that was given with it."""
    purchase = buying.paid(payment)
    if purchase is None:
        return
    _account(purchase, payment)
    if purchase.renews:
        give(lock(purchase.subscription), by=purchase.by, text=purchase.consent, method=payment.method)


def give(subscription, *, by, text: str, method: PaymentMethod | None) -> Renewal:
    """Turn renewal on with a card of `by`; the caller holds the subscription."""
    values = {"is_on": True, "text": text, "payer": by, "method": method, "stopped_at": None, "stopped_by": None}
    renewal, _made = Renewal.objects.update_or_create(subscription=subscription, defaults=values)
    if method is not None and not method.kept:
        PaymentMethod.objects.filter(pk=method.pk).update(kept=True)
    record(subscription, "subscriptions.renewal_on", by=by, personal={"text": text})
    return renewal


# --- what the schedule does ----------------------------------------------------------------------------


def _ending(before) -> list[int]:
    """The subscriptions with renewal on whose period ends by a day, the nearest first."""
    rows = Period.objects.filter(
        superseded_at=None,
        ends_before__lte=before,
        subscription__renewal__is_on=True,
        subscription__current__isnull=False,
    ).exclude(subscription__current__ends_before__gt=before)
    found = rows.order_by("ends_before").values_list("subscription_id", flat=True)
    return list(dict.fromkeys(found[:AT_ONCE]))


def follow() -> None:
    """Tell, charge and try again whatever is due today; each subscription in a transaction of its own."""
    today = dates.today()
    for pk in _ending(today + max(settings.RENEWAL_NOTICE_DAYS) * dates.ONE_DAY):
        _follow(Subscription(pk=pk))


@transaction.atomic
def _follow(subscription: Subscription) -> None:
    row = buying.hold(subscription)
    renewal = queries.renewal_of(row)
    period = row.current
    if renewal is None or not renewal.is_on or period is None or period.superseded_at is not None:
        return
    today = dates.today()
    keep_proofs(period)
    if today < period.ends_before:
        _tell(row, period, renewal, today)
    if today >= period.ends_before - dates.ONE_DAY and period.kept_until is None:
        period.kept_until = kept_until(period.ends_before, settings.RENEWAL_RETRY_DAYS)
        period.save(update_fields=["kept_until"])
    if today >= period.ends_before:
        _renew(row, period, renewal, today)


def _tell(row: Subscription, period: Period, renewal: Renewal, today) -> None:
    sent = set(period.notices.values_list("days", flat=True))
    days = notice_due(period.ends_before, today, settings.RENEWAL_NOTICE_DAYS, sent)
    price = queries.price_at_end(period) if days is not None else None
    if days is None or price is None:
        return
    notice = RenewalNotice(period=period, days=days, amount=price[0])
    notice.message = messages.tell_before(row, period, renewal, notice)
    notice.save()
    record(row, "subscriptions.renewal_told", data={"days": days})


def keep_proofs(period: Period) -> None:
    """Keep the day on which each notice left, before its message is erased."""
    for notice in period.notices.filter(proven_on=None).select_related("message"):
        if sent_on := notice.sent_on:
            notice.proven_on = sent_on
            notice.save(update_fields=["proven_on"])


def _renew(row: Subscription, period: Period, renewal: Renewal, today) -> None:
    """Make the try that is due, one a day at most and each once: what a schedule slept over is made after."""
    tries = list(period.tries.select_related("payment"))
    due = next_try(period.ends_before, settings.RENEWAL_RETRY_DAYS, len(tries))
    if any(each.made_on == today for each in tries) or queries.has_money_on_its_way(period):
        return
    price = queries.price_at_end(period)
    if price is None or due is None:
        _end(row, renewal, period)
    elif today >= due:
        _try(period, renewal, _purchase(row, period, renewal, price), len(tries), today)


def _purchase(row: Subscription, period: Period, renewal: Renewal, price) -> Purchase:
    """The same purchase for every try of one renewal."""
    asked = row.purchases.filter(kind=Kind.RENEWAL, base=period, state=PurchaseState.ASKED).first()
    if asked is not None:
        return asked
    start = period.ends_before
    quote = Quote(
        kind=Kind.RENEWAL,
        version=period.version,
        months=period.months,
        amount=price[0],
        full_amount=price[0],
        vat_rate=price[1],
        term_starts_on=start,
        starts_on=start,
        ends_before=add_months(start, period.months),
        base=period,
    )
    return buying.keep(row, quote, by=renewal.payer, at_will=not queries.is_proven(period))


def _try(period: Period, renewal: Renewal, purchase: Purchase, number: int, today) -> None:
    """Charge the card once more. What an earlier try asked is closed first: one of them alone may be paid."""
    made = RenewalTry.objects.create(period=period, number=number, made_on=today)
    usable = PaymentMethod.objects.usable().filter(pk=renewal.method_id).first() if renewal.method_id else None
    if usable is None:
        messages.tell_failed(purchase, number=number)
        return
    for earlier in buying.payments_of([purchase.pk]):
        payments.close(payment=earlier)
    made.payment = payments.ask(
        key=f"{buying.PURPOSE}:{purchase.pk}:{number}",
        purpose=buying.PURPOSE,
        subject_id=str(purchase.pk),
        payer=renewal.payer,
        amount=purchase.amount,
        method=usable,
        off_session=True,
    )
    made.save(update_fields=["payment"])


def charge_failed(payment) -> None:
    """A card was refused: said to the payer; the next try is a matter of the schedule."""
    purchase = buying.of_payment(payment)
    if purchase.kind == Kind.RENEWAL and payment.off_session and not payment.closed_at:
        messages.tell_failed(purchase, number=payment.key, payment=payment)


def _end(row: Subscription, renewal: Renewal, period: Period) -> None:
    """Nothing more is tried: renewal is off, access ends, people are told."""
    turn_off(row, renewal)
    record(row, "subscriptions.renewal_ended")
    messages.tell_ended(row, period, renewal)
