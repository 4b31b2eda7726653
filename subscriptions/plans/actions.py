"""What the back-office does with plans: their versions, their prices, their end."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.records import actions as records
from portal.records.actions import Stale
from subscriptions.plans.models import Plan, PlanPrice, PlanVersion


@transaction.atomic
def create(*, values: dict, contents: list[str], key: UUID, by) -> Plan:
    """Make a plan with its first version; it is sold once it has a price."""
    plan = Plan(creation_key=key, **values)
    _check(plan, by)
    known = Plan.objects.filter(creation_key=key).first()
    if known is not None:
        return known
    plan.save(force_insert=True)
    PlanVersion.objects.create(plan=plan, number=1, contents=contents, by=by)
    record(plan, "plans.created", by=by, is_first=True)
    return plan


@transaction.atomic
def change(*, plan: Plan, values: dict, contents: list[str], version: int, by) -> Plan:
    """Write what was typed; other contents make another version, which counts for what is sold from now on."""
    row = lock(plan)
    _check(row, by)
    newest = row.current
    is_other = contents != newest.contents
    if is_other and row.version != version:
        raise Stale(row)
    if not records.write(row, values, version=version, also=is_other):
        return row
    number = newest.number
    if is_other:
        number += 1
        PlanVersion.objects.create(plan=row, number=number, contents=contents, by=by)
    record(row, "plans.changed", by=by, data={"number": number})
    return row


@transaction.atomic
def set_price(*, plan: Plan, months: int, amount, vat_rate, starts_on, by) -> PlanPrice:
    """Sell for another price from a day on; what was bought before keeps its own."""
    row = lock(plan)
    _check(row, by)
    same = row.prices.filter(months=months)
    for earlier in same.filter(starts_on__lt=starts_on):
        if earlier.ends_on is None or earlier.ends_on >= starts_on:
            earlier.ends_on = starts_on - dates.ONE_DAY
            earlier.save(update_fields=["ends_on"])
    values = {"amount": amount, "vat_rate": vat_rate, "ends_on": None}
    price, _made = PlanPrice.objects.update_or_create(plan=row, months=months, starts_on=starts_on, defaults=values)
    row.touch()
    row.save(update_fields=["version", "changed_at"])
    record(row, "plans.priced", by=by, data={"amount": format_euros(amount), "months": months, "day": str(starts_on)})
    return price


@transaction.atomic
def retire(*, plan: Plan, by) -> Plan:
    return _sell(plan, by=by, is_sold=False)


@transaction.atomic
def restore(*, plan: Plan, by) -> Plan:
    return _sell(plan, by=by, is_sold=True)


def _sell(plan: Plan, *, by, is_sold: bool) -> Plan:
    row = lock(plan)
    _check(row, by)
    if (row.retired_at is None) == is_sold:
        raise Refused(row, _("Ce plan est déjà en vente.") if is_sold else _("Ce plan est déjà retiré."))
    row.retired_at = None if is_sold else dates.now()
    row.touch()
    row.save()
    record(row, "plans.restored" if is_sold else "plans.retired", by=by)
    return row


def _check(plan: Plan, by) -> None:
    if not by.has_right(Permission.PLANS_EDIT):
        raise NotYours(plan)
