"""Making, approving and paying monthly statements."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.earnings.lines.actions import lock_payee
from portal.earnings.statements import notices, queries
from portal.earnings.statements.models import Statement


def make_missing() -> int:
    """Make the statements of the months that are over; return how many. Made once, however often it runs."""
    return sum(make(agent_id=agent, month=month) for agent, month in queries.missing_before(queries.current_month()))


@transaction.atomic
def make(*, agent_id: int, month: date) -> bool:
    """Make the statement of an agent and a month unless there is one."""
    agent = User.objects.select_related("organisation").get(pk=agent_id)
    lock_payee(agent)
    if Statement.objects.filter(agent=agent, month=month).exists():
        return False
    statement = Statement(agent=agent, agency=agent.organisation, month=month)
    statement.save()
    record(statement, "earnings.statement_made", is_first=True)
    return True


@transaction.atomic
def approve(*, statement: Statement, by) -> Statement:
    """Freeze the figures and close the month: a later line about it counts in the next one."""
    payee = lock_payee(statement.agent)
    row = transitions.lock(statement)
    if problem := approval_problem(row, by):
        raise Refused(row, problem)
    figures = queries.figures_of(row)
    row = transitions.apply(
        row,
        "approve",
        by=by,
        carried=figures.carried,
        earned=figures.earned,
        taken_back=figures.taken_back,
        lines=figures.lines,
    )
    payee.closed = max(payee.closed, row.month) if payee.closed else row.month
    payee.save(update_fields=["closed"])
    notices.tell(row, by=by)
    return row


def approval_problem(statement: Statement, by) -> str:
    """Why `by` cannot approve it now, in a sentence; empty when they can."""
    if statement.agent_id == by.pk:
        return _("Une autre personne doit approuver votre relevé.")
    before = queries.earlier(statement).filter(status=statement.Status.TO_APPROVE).order_by("month").first()
    if before:
        return _("Approuvez d’abord le relevé de %(month)s.") % {"month": before.month_name}
    return ""


@transaction.atomic
def pay(*, statement: Statement, paid_on: date, by) -> Statement:
    """Note that the statement was paid on a day."""
    row = transitions.lock(statement)
    if paid_on > dates.today():
        raise Refused(row, _("Le paiement ne peut pas être dans le futur."))
    row = transitions.apply(row, "pay", by=by, paid_on=paid_on)
    notices.tell(row, by=by)
    return row
