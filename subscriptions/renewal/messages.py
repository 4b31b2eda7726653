"""What clients and payers read of a renewal: mails that nobody can turn off."""

from django.conf import settings
from django.urls import reverse

from portal.core.values import dates
from portal.messaging.outbox import queue
from portal.messaging.states import Channel
from subscriptions.plans.models import Period, Purchase, Subscription
from subscriptions.plans.rules import add_months
from subscriptions.portfolio.queries import agents_of
from subscriptions.renewal.models import Renewal, RenewalNotice
from subscriptions.renewal.queries import Ending
from subscriptions.renewal.rules import REFUND_DAYS


def tell_before(row: Subscription, period: Period, renewal: Renewal, notice: RenewalNotice):
    """The notice that the law asks for: until when one may say no, in a box, and how. It goes to the client."""
    until = add_months(period.ends_before, period.months) - dates.ONE_DAY
    context = {"period": period, "amount": notice.amount, "until": until, "payer": renewal.payer}
    return _send(row.account, "renewal_notice", row, context, f"renewal_notice:{period.pk}:{notice.days}")


def tell_stopped(row: Subscription, *, by) -> None:
    _send(row.account, "renewal_stopped", row, {"period": row.current, "by": by}, f"renewal_stopped:{row.version}")


def tell_failed(purchase: Purchase, *, number, payment=None) -> None:
    """The payer reads why, and when it is tried again. Where their bank asks for it, the button leads to confirming."""
    payer = payment.payer if payment else purchase.by
    context = {
        "purchase": purchase,
        "sentence": payment.failure_sentence if payment else "",
        "kept_until": purchase.base.open_until - dates.ONE_DAY,
        "must_confirm": payment is not None and payment.failure_code == "authentication_required",
    }
    if context["must_confirm"]:
        context["url"] = f"{settings.PUBLIC_BASE_URL}{payment.get_absolute_url()}"
    _send(payer, "renewal_failed", purchase.subscription, context, f"renewal_failed:{purchase.pk}:{number}")


def tell_ended_at_will(row: Subscription, ending: Ending, *, by) -> None:
    """Who has the subscription, who follows them and who paid read until when it is open and what comes back."""
    agents = {link.owner for link in agents_of(row.account)}
    payers = {part.payment.payer for part in ending.parts}
    context = {"period": ending.period, "amount": ending.amount, "days": REFUND_DAYS, "by": by}
    for person in {row.account} | agents | payers:
        _send(person, "ended_at_will", row, context, f"ended_at_will:{ending.period.pk}:{person.pk}")


def tell_ended(row: Subscription, period: Period, renewal: Renewal) -> None:
    for person in {row.account, renewal.payer}:
        _send(person, "renewal_ended", row, {"period": period}, f"renewal_ended:{period.pk}:{person.pk}")


def _send(person, name: str, row: Subscription, context: dict, dedupe: str):
    common = {
        "person": person,
        "account": row.account,
        "portal_name": settings.PORTAL_NAME,
        "support_email": settings.SUPPORT_EMAIL,
        "url": f"{settings.PUBLIC_BASE_URL}{_place(person, row)}",
    }
    return queue(
        channel=Channel.EMAIL,
        to=person.email,
        template=f"subscriptions/messages/{name}",
        context=common | context,
        dedupe=f"subscriptions.{dedupe}",
        about=row,
        language=person.language,
    )


def _place(person, row: Subscription) -> str:
    """The client's own space, or the page of the client for who acts for them."""
    return reverse("subscriptions:space") + "#abonnement" if person.pk == row.account_id else row.get_absolute_url()
