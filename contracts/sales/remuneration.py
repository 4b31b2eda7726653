"""Remuneration of the seller of a contract, recorded in the transaction of each step."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.core.values.kept_words import to_keep
from portal.earnings import actions as earnings
from portal.earnings.agreements.enums import Kind
from portal.earnings.lines.queries import was_earned

KIND = Kind.CONTRACT
WITHDRAWN = _("Rétractation")
UNDONE = _("Validation annulée")
VALIDATED = _("Contrat validé")
CHANGED = _("Contrat repris pour être modifié")
NOBODY_SIGNED = _("Personne n’a signé dans les délais")
UNREACHABLE, UNPAID, REOPENED = _("Injoignable"), _("Impayé"), _("Rouvert")


def expect(row: Contract, *, by) -> None:
    """Expect it when the contract is sent; sent again after a change, it is expected anew."""
    label = to_keep(format_lazy("{} {}", Contract._meta.verbose_name.capitalize(), row.number))
    earnings.expect(source=row, agent=row.owner, kind=KIND, base=row.total.net, by=by, label=label, again=True)


def earn(row: Contract, *, by) -> None:
    """Earn it when the contract is validated; validated again after that was undone, all is given back."""
    if not earnings.earn(source=row, kind=KIND, by=by):
        earnings.give_back(source=row, kind=KIND, reason=to_keep(VALIDATED), by=by)


def take_back(row: Contract, why, *, reason: str = "", by=None) -> None:
    """Take all of it back; `why` is one of the words above, `reason` what somebody wrote."""
    earnings.take_back(source=row, kind=KIND, reason=_in_words(why, reason), by=by)


def give_back(row: Contract, *, reason: str, by) -> None:
    """Give it back with a contract that was reopened: earned only when it is validated again."""
    if row.status == Status.VALIDATED or not was_earned(row, KIND):
        earnings.give_back(source=row, kind=KIND, reason=_in_words(REOPENED, reason), by=by)


def _in_words(why, reason: str) -> str:
    return f"{to_keep(why)} : {reason}" if reason else to_keep(why)
