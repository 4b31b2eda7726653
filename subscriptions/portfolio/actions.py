"""Adding clients to a portfolio, deciding of links, leaving.

What is done at once does not depend on whether an account exists: the worker finds out afterwards (`sort_added`).
"""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Client
from portal.access.permissions import Permission
from portal.accounts import actions as accounts
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, apply, lock
from portal.core.values import dates
from portal.records import actions as records
from subscriptions.legacy import actions as legacy_accounts
from subscriptions.legacy.models import LegacyAccount
from subscriptions.portfolio import messages, notices
from subscriptions.portfolio.enums import LinkState
from subscriptions.portfolio.models import PortfolioLink
from subscriptions.portfolio.rules import weekday_deadline

User = get_user_model()
AT_ONCE = 50


@transaction.atomic
def add(*, email: str, key: UUID, by) -> tuple[PortfolioLink, bool]:
    """Add the person at `email` to the portfolio of `by`; gives the row, and whether it is new."""
    if not by.has_right(Permission.PORTFOLIO_USE):
        raise NotYours(None)
    email = email.strip().lower()
    present = PortfolioLink.objects.in_force().filter(owner=by, email=email).first()
    if present is not None:
        return present, False
    row = PortfolioLink(owner=by, agency_id=by.organisation_id, email=email, creation_key=key)
    link, created = records.create(row, by=by)
    if created:
        record(link, "portfolio.added", by=by, is_first=True)
    return link, created


def sort_added() -> int:
    """Find out of every new row whether its address is known; link those who finished their registration."""
    new = list(PortfolioLink.objects.filter(state=LinkState.ADDED, sorted_at=None).order_by("created_at")[:AT_ONCE])
    for link in new:
        _sort(link)
    registered = PortfolioLink.objects.filter(state=LinkState.ADDED, account__activated_at__isnull=False)
    for link in registered[:AT_ONCE]:
        _register(link)
    return len(new)


@transaction.atomic
def _sort(link: PortfolioLink) -> None:
    row = lock(link)
    if row.sorted_at is not None or row.state != LinkState.ADDED:
        return
    row.sorted_at = dates.now()
    row.save(update_fields=["sorted_at"])
    account = User.objects.filter(email=row.email).first()
    legacy = LegacyAccount.objects.of(row.email).first()
    if account is None and legacy is None:
        _invite(row)
        return
    deadline = weekday_deadline(row.created_at, settings.PORTFOLIO_HOURS)
    waiting = apply(row, "wait", account=account, legacy=legacy, deadline=deadline)
    messages.tell_office(waiting, notices.PENDING)


def _invite(row: PortfolioLink) -> None:
    row.account = accounts.open_for_client(email=row.email)
    row.save(update_fields=["account"])
    record(row, "portfolio.invited")
    accounts.invite(user=row.account, by=row.owner)


@transaction.atomic
def _register(link: PortfolioLink) -> None:
    row = lock(link)
    if row.state == LinkState.ADDED:
        _linked(apply(row, "register"))


def _linked(link: PortfolioLink, *, by=None) -> None:
    legacy_accounts.claim(account=link.account)
    link.save(update_fields=["search_text", "sort_name"])  # the person's name is known from now on
    _attach_file(link)
    messages.tell_client(link)
    messages.tell_agent(link, notices.LINKED, by=by)


def _attach_file(link: PortfolioLink) -> None:
    """The agent's own file of this person, if there is one without an account, becomes that of the account."""
    if Client.objects.filter(account=link.account).exists():
        return
    files = Client.objects.in_use().filter(owner=link.owner, account=None, same_email=link.email.casefold())
    found = list(files[:2])
    if len(found) == 1:
        file = lock(found[0])
        file.account = link.account
        file.touch()
        file.save(update_fields=["account", "version", "changed_at"])
        record(file, "portfolio.account_attached")


@transaction.atomic
def accept(*, link: PortfolioLink, by) -> PortfolioLink:
    """Link the account; somebody who has not registered here is invited, and linked once they have."""
    row = lock(link)
    account = row.account or User.objects.filter(email=row.email).first()
    if account is not None and not account.has_right(Permission.SPACE_OWN):
        raise Refused(row, _("Ce compte n’est pas celui d’un client : refusez la demande en disant pourquoi."))
    if row.state == LinkState.PENDING and (account is None or account.is_invited):
        return _accept_and_invite(row, account, by)
    linked = apply(row, "accept", by=by, account=account)
    _linked(linked, by=by)
    return linked


def _accept_and_invite(row: PortfolioLink, account, by) -> PortfolioLink:
    if account is None:
        names = {"first_name": row.legacy.first_name, "last_name": row.legacy.last_name} if row.legacy else {}
        account = accounts.open_for_client(email=row.email, **names)
    accepted = apply(row, "invite", by=by, account=account)
    record(accepted, "portfolio.invited")
    accounts.invite(user=account, by=by)
    messages.settle_office(accepted)
    return accepted


@transaction.atomic
def refuse(*, link: PortfolioLink, reason: str, by) -> PortfolioLink:
    row = apply(link, "refuse", by=by, reason=reason, told=reason.strip()[:500])
    messages.tell_agent(row, notices.REFUSED, by=by)
    return row


@transaction.atomic
def leave(*, link: PortfolioLink, by) -> PortfolioLink:
    """The client ends the link: their agent may do nothing for them from the next request on."""
    row = lock(link)
    if row.account_id != by.pk:
        raise NotYours(row)
    left = apply(row, "leave", by=by)
    messages.tell_agent(left, notices.LEFT, by=by)
    return left


def escalate_late() -> int:
    """Tell the back-office of what nobody answered in time, once."""
    pending = PortfolioLink.objects.filter(state=LinkState.PENDING, escalated_at=None, deadline__lt=dates.now())
    late = list(pending.order_by("deadline")[:AT_ONCE])
    for link in late:
        _escalate(link)
    return len(late)


@transaction.atomic
def _escalate(link: PortfolioLink) -> None:
    row = lock(link)
    if row.state != LinkState.PENDING or row.escalated_at is not None:
        return
    row.escalated_at = dates.now()
    row.save(update_fields=["escalated_at"])
    record(row, "portfolio.late")
    messages.tell_office(row, notices.LATE)
