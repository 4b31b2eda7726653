"""What renewals have to do with kept cards: which are charged, and what follows when one goes."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.core.values import dates
from portal.core.values.dates import long_date
from subscriptions.payments.models import PaymentMethod
from subscriptions.payments.purposes import CardPurpose, CardUse
from subscriptions.plans.buying import hold
from subscriptions.renewal import messages
from subscriptions.renewal.actions import turn_off
from subscriptions.renewal.models import Renewal


def uses_of(methods: list[PaymentMethod]) -> dict[int, list[CardUse]]:
    """Return the renewals that each card will pay."""
    found: dict[int, list[CardUse]] = {}
    rows = Renewal.objects.filter(is_on=True, method__in=methods)
    for renewal in rows.select_related("subscription__account", "subscription__current__version__plan"):
        if renewal.subscription.current is not None:
            found.setdefault(renewal.method_id, []).append(_use(renewal))
    return found


def _use(renewal: Renewal) -> CardUse:
    subscription, period = renewal.subscription, renewal.subscription.current
    words = {"plan": period.version.plan.name, "who": subscription.account.get_full_name()}
    is_own = subscription.account_id == renewal.payer_id
    label = (_("Abonnement %(plan)s") if is_own else _("Abonnement %(plan)s de %(who)s")) % words
    words = {"label": label, "day": long_date(period.last_day)}
    if dates.today() < period.ends_before:
        return CardUse(label, period.ends_before, _("%(label)s : il s’arrêtera le %(day)s au soir.") % words)
    return CardUse(label, period.ends_before, _("%(label)s : il s’arrête aujourd’hui, sans nouvel essai.") % words)


@transaction.atomic
def replaced(old: PaymentMethod, new: PaymentMethod, *, by) -> None:
    """Charge another card of the same payer from now on, also where renewal is stopped and may be resumed."""
    for row, renewal in _locked(old):
        renewal.method = new
        renewal.save(update_fields=["method"])
        record(row, "subscriptions.card_replaced", by=by)


@transaction.atomic
def removed(method: PaymentMethod, *, by) -> None:
    """Renew nothing with a card that goes: what it would have paid stops at its end, and the client reads so."""
    for row, renewal in _locked(method):
        renewal.method = None
        renewal.save(update_fields=["method"])
        if renewal.is_on:
            turn_off(row, renewal, by=by)
            record(row, "subscriptions.card_removed", by=by)
            messages.tell_stopped(row, by=by)


def _locked(method: PaymentMethod):
    """The renewals that have a card, each with its subscription locked."""
    for found in Renewal.objects.filter(method=method).select_related("subscription").order_by("subscription_id"):
        row = hold(found.subscription)
        renewal = Renewal.objects.filter(pk=found.pk, method=method).first()
        if renewal is not None:
            yield row, renewal


CARDS = CardPurpose("subscriptions.renewal", uses=uses_of, replaced=replaced, removed=removed)
