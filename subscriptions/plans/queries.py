"""What people have, and what they may buy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.values import dates
from subscriptions.plans.enums import Kind
from subscriptions.plans.models import Content, Period, Plan, PlanPrice, PlanVersion, Purchase
from subscriptions.plans.rules import Offered, add_months, offered, prorated
from subscriptions.portfolio.queries import linked_of


def has_access(user, content_code: str) -> bool:
    """Return whether the account has the content `content_code` today: the one question that products ask."""
    return user.is_active and content_code in contents_of(user)


def accounts_for(user):
    """Return the accounts whose access `user` may ask about: linked clients, or all clients for the back-office."""
    accounts = get_user_model().objects
    if scopes.PORTFOLIO.reach(user) is Reach.ALL:
        return accounts.having(Permission.SPACE_OWN)
    return accounts.filter(pk__in=linked_of(user).values("account"))


def contents_of(account) -> set[str]:
    """The codes of all that an account has today."""
    period = open_period(account)
    return set(period.contents) if period else set()


def open_period(account) -> Period | None:
    """The period that gives access today, the time in which a failed renewal is tried again included."""
    today = dates.today()
    rows = Period.objects.filter(subscription__account=account, superseded_at=None, starts_on__lte=today)
    reaching = rows.filter(Q(ends_before__gt=today) | Q(kept_until__gt=today))
    return reaching.select_related("version__plan").order_by("-starts_on").first()


def names_of(codes, contents: dict[str, Content] | None = None) -> list[str]:
    """The names of contents, in their order; a code that nobody knows any more stays as it is."""
    known = contents if contents is not None else contents_by_code()
    found = sorted((known[code] for code in codes if code in known), key=lambda each: (each.rank, each.name))
    return [each.name for each in found] + sorted(code for code in codes if code not in known)


def contents_by_code() -> dict[str, Content]:
    return {each.code: each for each in Content.objects.all()}


def prices_on(day: date) -> dict[tuple[int, int], PlanPrice]:
    """The price in force on `day` of each plan and duration: the last to begin."""
    rows = PlanPrice.objects.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    return {(price.plan_id, price.months): price for price in rows.order_by("starts_on")}


@dataclass(frozen=True)
class Quote:
    """What a purchase costs today and gives: `difference` is what the whole term would cost more."""

    kind: str
    version: PlanVersion
    months: int
    amount: Decimal
    full_amount: Decimal
    vat_rate: Decimal
    term_starts_on: date
    starts_on: date
    ends_before: date
    base: Period | None = None
    difference: Decimal | None = None

    @property
    def last_day(self) -> date:
        return self.ends_before - dates.ONE_DAY

    @property
    def days_left(self) -> int:
        return (self.ends_before - self.starts_on).days

    @property
    def term_days(self) -> int:
        return (self.ends_before - self.term_starts_on).days


@dataclass(frozen=True)
class Choice:
    """One plan as the choosing page shows it: what it adds, what it costs, or why not and from when."""

    plan: Plan
    contents: list[str]
    adds: list[str]
    lacks: list[str]
    offered: Offered
    quotes: list[Quote]
    is_current: bool


def choices_for(account) -> tuple[Period | None, list[Choice]]:
    """What the account has, and every plan on sale beside it."""
    period, today = open_period(account), dates.today()
    contents, prices = contents_by_code(), prices_on(today)
    plans = Plan.objects.on_sale().prefetch_related("versions")
    return period, [_choice(plan, period, contents, prices, today) for plan in plans]


def _choice(plan: Plan, period: Period | None, contents: dict, prices: dict, today: date) -> Choice:
    version = plan.current
    decided = decision(version, period, today)
    quotes = _quotes(version, period, prices, today) if decided.allowed else []
    return Choice(
        plan=plan,
        contents=names_of(version.contents, contents),
        adds=names_of(decided.adds, contents),
        lacks=names_of(decided.lacks, contents),
        offered=decided,
        quotes=quotes,
        is_current=period is not None and period.version.plan_id == plan.pk,
    )


def decision(version: PlanVersion, period: Period | None, today: date) -> Offered:
    current, wanted = set(period.contents) if period else set(), set(version.contents)
    if period is not None and period.ended_at:
        return Offered(False, frozenset(wanted - current), frozenset(current - wanted), from_day=period.ends_before)
    return offered(current, wanted, ends_before=period.ends_before if period else None, today=today)


def _quotes(version: PlanVersion, period: Period | None, prices: dict, today: date) -> list[Quote]:
    found = sorted((price for price in prices.values() if price.plan_id == version.plan_id), key=lambda p: p.months)
    if period is not None and today < period.ends_before:
        found = [price for price in found if price.months == period.months]
        return [upgrade_quote(version, price, period, today) for price in found]
    return [new_quote(version, price, period, today) for price in found]


def new_quote(version: PlanVersion, price: PlanPrice, period: Period | None, today: date) -> Quote:
    """A whole term: from today, or from the end of what is kept open by a renewal that failed."""
    starts_on = period.ends_before if period else today
    return Quote(
        kind=Kind.NEW,
        version=version,
        months=price.months,
        amount=price.amount,
        full_amount=price.amount,
        vat_rate=price.vat_rate,
        term_starts_on=starts_on,
        starts_on=starts_on,
        ends_before=add_months(starts_on, price.months),
        base=period,
    )


def upgrade_quote(version: PlanVersion, price: PlanPrice, period: Period, today: date) -> Quote:
    """The days left of the term, at the difference of the two prices of a whole term; the end stays where it is."""
    difference = max(price.amount - period.full_amount, Decimal(0))
    share = prorated(difference, starts_on=period.term_starts_on, ends_before=period.ends_before, today=today)
    return Quote(
        kind=Kind.UPGRADE,
        version=version,
        months=period.months,
        amount=share,
        full_amount=max(price.amount, period.full_amount),
        vat_rate=price.vat_rate,
        term_starts_on=period.term_starts_on,
        starts_on=today,
        ends_before=period.ends_before,
        base=period,
        difference=difference,
    )


def quote_for(account, plan: Plan, months: int) -> Quote | None:
    """What buying `plan` for `months` would cost now; None where it may not be bought."""
    period, today = open_period(account), dates.today()
    version = plan.current
    if plan.retired_at is not None or not decision(version, period, today).allowed:
        return None
    return next((each for each in _quotes(version, period, prices_on(today), today) if each.months == months), None)


def purchases_of(user):
    return Purchase.objects.visible_to(user).select_related("version__plan", "subscription__account", "period")


def history_of(account):
    """Every period of an account, the newest first."""
    rows = Period.objects.filter(subscription__account=account).select_related("version__plan", "superseded_by")
    return rows.order_by("-starts_on", "-pk")
