"""Cards that people keep: added, replaced or removed outside a purchase, without a charge."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from portal.audit.history import record
from portal.audit.transitions import NotYours
from portal.celery import wake
from portal.core.values import dates
from subscriptions.payments.enums import OPEN_SETUPS, SetupState, Status
from subscriptions.payments.gateways.base import Kind, Outcome
from subscriptions.payments.gateways.choice import gateway, gateway_named
from subscriptions.payments.models import CardSetup, Payment, PaymentMethod
from subscriptions.payments.purposes import CARD_PURPOSES, CardUse

SWEEP = "payments.sweep"
MOST = 50  # of one round


def keep_card(account, gateway_name: str, outcome: Outcome, *, keep: bool) -> PaymentMethod | None:
    """Note what people may know of a card; with `keep` it is offered for the next purchases."""
    card = outcome.card
    if card is None:
        return None
    values = {"brand": card.brand, "last4": card.last4, "exp_month": card.exp_month, "exp_year": card.exp_year}
    if card.customer:
        values["customer"] = card.customer
    if keep:
        values |= {"kept": True, "replaced_at": None, "detached_at": None}
    method, _made = PaymentMethod.objects.update_or_create(
        account=account, gateway=gateway_name, reference=card.reference, defaults=values
    )
    return method


def uses_of(methods) -> dict[int, list[CardUse]]:
    """Return what each of `methods` will pay, by its key; the nearest charge first."""
    methods = list(methods)
    found: dict[int, list[CardUse]] = {method.pk: [] for method in methods}
    for purpose in CARD_PURPOSES.held.values() if methods else ():
        for pk, uses in purpose.uses(methods).items():
            found[pk] += uses
    for uses in found.values():
        uses.sort(key=lambda use: (use.day is None, use.day))
    return found


# --- a card is given ---------------------------------------------------------------------------------


@transaction.atomic
def begin_setup(*, account, replaces: PaymentMethod | None = None) -> CardSetup:
    """Begin to add a card of `account`, in the place of `replaces` where given; what was begun and not done goes on."""
    if replaces is not None and replaces.account_id != account.pk:
        raise NotYours(replaces)
    values = {"account": account, "gateway": gateway().name, "replaces": replaces}
    setup, is_new = CardSetup.objects.get_or_create(state__in=OPEN_SETUPS, **values)
    if not is_new:
        setup = CardSetup.objects.select_for_update(of=("self",)).get(pk=setup.pk)
        if setup.is_open:
            setup.begun_at = dates.now()
            if setup.state == SetupState.REFUSED:
                setup.state, setup.refusal = SetupState.ASKED, ""
            setup.save(update_fields=["begun_at", "state", "refusal"])
    return setup


@transaction.atomic
def note_reference(*, setup: CardSetup, reference: str) -> None:
    """Note under which name the processor prepares a set-up, so that it can be looked up."""
    CardSetup.objects.filter(pk=setup.pk, reference="").update(reference=reference)


@transaction.atomic
def settle_setup(*, setup: CardSetup, outcome: Outcome) -> CardSetup:
    """Take what the processor says of `setup`; the same said again, or said late, changes nothing."""
    row = CardSetup.objects.select_for_update(of=("self",)).select_related("account", "replaces").get(pk=setup.pk)
    if not row.is_open or outcome.kind in (Kind.UNKNOWN, Kind.WAITING):
        return row
    row.reference = row.reference or outcome.reference
    if outcome.kind is Kind.KEPT:
        _keep_given(row, outcome)
    elif outcome.kind is Kind.CANCELLED:
        row.state, row.settled_at = SetupState.EXPIRED, dates.now()
    elif outcome.kind is Kind.AUTHENTICATE:
        row.state, row.refusal = SetupState.TO_CONFIRM, ""
    else:
        row.state, row.refusal = SetupState.REFUSED, outcome.sentence[:300]
    row.save()
    return row


def _keep_given(row: CardSetup, outcome: Outcome) -> None:
    """Keep the card that was given; what the one that it replaces would have paid, it pays."""
    method = keep_card(row.account, row.gateway, outcome, keep=True)
    row.state, row.refusal, row.settled_at, row.method = SetupState.DONE, "", dates.now(), method
    record(method, "payments.card_kept", by=row.account)
    if row.replaces and row.replaces_id != method.pk:
        _let_go(row.replaces, instead=method, by=row.account, verb="payments.card_replaced")


# --- a card goes -------------------------------------------------------------------------------------


@transaction.atomic
def remove_card(*, method: PaymentMethod, by, instead: PaymentMethod | None = None) -> None:
    """Offer a kept card no more; what it would have paid ends, or is paid with `instead`."""
    if method.account_id != by.pk or (instead is not None and instead.account_id != by.pk):
        raise NotYours(method)
    _let_go(method, instead=instead, by=by, verb="payments.card_removed")


def _let_go(method: PaymentMethod, *, instead: PaymentMethod | None, by, verb: str) -> None:
    """Take a card away from what it pays, before (purchases lock that first, too) and after nobody can choose it."""
    _tell_purposes(method, instead, by)
    removed = PaymentMethod.objects.filter(pk=method.pk, replaced_at=None).update(replaced_at=dates.now(), kept=False)
    _tell_purposes(method, instead, by)
    if not removed:
        return
    record(method, verb, by=by)
    if gateway_named(method.gateway).is_local:
        _detach(method)
    else:
        transaction.on_commit(partial(wake, SWEEP), robust=True)


def _tell_purposes(method: PaymentMethod, instead: PaymentMethod | None, by) -> None:
    for purpose in CARD_PURPOSES.held.values():
        if instead is None:
            purpose.removed(method, by=by)
        else:
            purpose.replaced(method, instead, by=by)


def _detach(method: PaymentMethod) -> bool:
    """Have the processor forget a card that was never kept there, or is no more; returns whether it did."""
    if method.customer and not gateway_named(method.gateway).detach(method):
        return False
    PaymentMethod.objects.filter(pk=method.pk, replaced_at__isnull=False).update(detached_at=dates.now())
    return True


# --- what the schedule does ----------------------------------------------------------------------------


def detach_due() -> int:
    """Have the processor forget the cards that were removed, once nothing is being charged; returns how many."""
    gone = PaymentMethod.objects.filter(replaced_at__isnull=False, detached_at=None)
    gone = gone.exclude(payments__in=_charges()).order_by("replaced_at")
    return sum(_detach(method) for method in gone[:MOST])


def _charges():
    """The charges of kept cards that the processor has not answered."""
    return Payment.objects.filter(status=Status.ASKED, off_session=True, closed_at=None)


def look_up_open() -> int:
    """Look up the set-ups that were begun, and give up those that were left; returns how many changed."""
    since = dates.now() - timedelta(minutes=settings.CARD_SETUP_MINUTES)
    changed = 0
    for setup in CardSetup.objects.waiting().order_by("begun_at")[:MOST]:
        before = setup.state
        outcome = _end(setup) if setup.begun_at < since else _look(setup)
        changed += settle_setup(setup=setup, outcome=outcome).state != before
    return changed


def _look(setup: CardSetup) -> Outcome:
    return gateway_named(setup.gateway).look_up_setup(setup.reference) if setup.reference else Outcome(Kind.WAITING)


def _end(setup: CardSetup) -> Outcome:
    """Nobody has the form of a set-up whose name never came back."""
    if not setup.reference:
        return Outcome(Kind.CANCELLED)
    return gateway_named(setup.gateway).cancel_setup(setup.reference)
