"""Bulk actions on contracts: reminders, decisions of the back-office, drafts to delete."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.confirmation import actions as confirming
from contracts.sales.actions import drafting
from contracts.sales.models import Contract
from contracts.signature.actions import sending
from contracts.signature.troubles import trouble_of
from portal.access.permissions import Permission
from portal.codes.issuing import Issued
from portal.exchange.bulk import unless_open
from portal.ui.listing.bulk import BulkAction, Declined

ELSEWHERE = _("Impossible : le contrat est « %(status)s ».")


def _unless_valid(row, by) -> str:
    """Return why a contract cannot be validated in bulk; without a confirming call it is validated on its page."""
    return unless_open("validate", ELSEWHERE)(row, by) or confirming.validation_problem(row, by=by)


def _seems_valid(row, by) -> bool:
    """Tell the same as far as the row of a list does; it was read `with_confirmation`."""
    return row.owner_id != by.pk and row.is_confirmed and not unless_open("validate", ELSEWHERE)(row, by)


def _unless_draft(contract: Contract, by) -> str:
    return "" if contract.is_draft else gettext("Ce contrat n’est plus un brouillon.")


def _unless_waiting(contract: Contract, by) -> str:
    """Return why no reminder can leave: the client has nothing to sign, or no SMS would arrive."""
    if not contract.awaits_client:
        return str(ELSEWHERE) % {"status": contract.status_label}
    if not contract.document_id:
        return gettext("Le document est en préparation.")
    trouble = trouble_of(contract)
    return trouble.sentence if trouble and (trouble.is_lock or trouble.is_to_correct) else ""


def _remind(contract: Contract, *, by, reason: str = "") -> Declined | None:
    """Send another code, as « Renvoyer un code » does; what a limit answered is kept, and told."""
    issued = sending.resend_code(contract=contract, by=by)
    return None if isinstance(issued, Issued) else Declined(issued.sentence)


ACTIONS = (
    BulkAction(
        "relancer",
        _("Relancer par SMS"),
        "send",
        _("Relancer ces clients ? Chacun reçoit un SMS avec un nouveau code."),
        right=Permission.CONTRACTS_CREATE,
        run=_remind,
        refusal=_unless_waiting,
    ),
    BulkAction(
        "valider",
        _("Valider"),
        "check",
        _("Valider ces contrats ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.validate(contract=row, by=by),
        refusal=_unless_valid,
        seems=_seems_valid,
    ),
    BulkAction(
        "injoignable",
        _("Déclarer injoignable"),
        "user-off",
        _("Déclarer ces clients injoignables ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.declare_unreachable(contract=row, reason=reason, by=by),
        refusal=unless_open("mark_unreachable", ELSEWHERE),
        needs_reason=True,
    ),
    BulkAction(
        "impaye",
        _("Déclarer impayé"),
        "circle-x",
        _("Déclarer ces contrats impayés ?"),
        right=Permission.CONTRACTS_CONFIRM,
        run=lambda row, by, reason: confirming.declare_unpaid(contract=row, reason=reason, by=by),
        refusal=unless_open("mark_unpaid", ELSEWHERE),
        needs_reason=True,
    ),
    BulkAction(
        "supprimer",
        _("Supprimer les brouillons"),
        "trash",
        _("Supprimer ces brouillons ?"),
        right=Permission.CONTRACTS_CREATE,
        run=lambda row, by, reason: drafting.delete_draft(contract=row, by=by),
        refusal=_unless_draft,
        danger=True,
    ),
)
