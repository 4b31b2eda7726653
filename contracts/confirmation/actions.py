"""Steps of the back-office: call, validate, close, reopen, unlock; and the expiry of unsigned contracts."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.confirmation.queries import clients_sharing, was_confirmed
from contracts.sales import notices, remuneration
from contracts.sales.enums import SIGNATURE, CallOutcome, Status
from contracts.sales.models import Call, Contract
from contracts.signature.actions.closing import close
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.codes import lifting
from portal.codes.locking import TYPING
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.undo import commands as undo

log = logging.getLogger("comptoir.contracts")
VALIDATION = "contracts.validation"  # the act that can be undone


@transaction.atomic
def validate(*, contract: Contract, by, reason: str = "", mobile_checked: bool = False) -> Contract:
    """Validate the contract; `by` can undo it for `UNDO_VALIDATION_SECONDS`, and nobody is notified before.

    Raises `Refused` with the sentence of `validation_problem`.
    """
    row = transitions.lock(contract)
    if problem := validation_problem(row, by=by, reason=reason, mobile_checked=mobile_checked):
        raise Refused(row, problem)
    shared = clients_sharing(row) if mobile_checked else 0
    data = {"shared_mobile": shared} if shared else {}
    row = transitions.apply(row, "validate", by=by, reason=reason, data=data)
    remuneration.earn(row, by=by)
    undo.keep(row, VALIDATION, by=by)
    return row


def validation_problem(contract: Contract, *, by, reason: str = "", mobile_checked: bool = False) -> str:
    """Return why `by` cannot validate now, in a sentence, or an empty string.

    The seller cannot validate; others need a noted call in which the client confirmed, or a stated reason. A mobile
    shared by several clients must be checked first.
    """
    if contract.status != Status.AWAITING_BACK_OFFICE:
        return ""  # the workflow refuses and says who was faster
    if contract.owner_id == by.pk:
        return _("Vous avez vendu ce contrat. Une autre personne du back-office doit le valider.")
    if not reason.strip() and not was_confirmed(contract):
        return _("Notez d’abord l’appel « Joint, le client confirme », ou indiquez un motif.")
    count = 0 if mobile_checked else clients_sharing(contract)
    if count:
        sentence = _("Ce mobile est celui de %(count)s clients : vérifiez-le sur la page du contrat avant de valider.")
        return sentence % {"count": count}
    return ""


def take_back_validation(row: Contract, *, by, before: dict) -> Contract:
    """Undo a validation (see `portal.undo`)."""
    row = transitions.apply(row, "undo_validation", by=by)
    remuneration.take_back(row, remuneration.UNDONE, by=by)
    return row


def finish_validation(row: Contract, *, by, after: dict) -> None:
    """Notify of a validation that can no longer be undone, unless the contract moved on since."""
    if row.status == Status.VALIDATED:
        notices.tell_validated(row, by=by)


@transaction.atomic
def log_call(*, contract: Contract, outcome: str, note: str, by) -> Call:
    """Record a call to the client in the log and on the timeline (S12)."""
    row = transitions.lock(contract)
    call = Call.objects.create(contract=row, by=by, outcome=outcome, note=note)
    label = to_keep(CallOutcome(outcome).label).lower()
    record(row, "contracts.called", by=by, reason=note, data={"outcome": label})
    return call


@transaction.atomic
def declare_unreachable(*, contract: Contract, reason: str, by) -> Contract:
    """Close a contract whose client could not be reached."""
    row = transitions.apply(contract, "mark_unreachable", by=by, reason=reason)
    remuneration.take_back(row, remuneration.UNREACHABLE, reason=reason, by=by)
    notices.tell_unreachable(row, reason=reason, by=by)
    return close(row)


@transaction.atomic
def declare_unpaid(*, contract: Contract, reason: str, by) -> Contract:
    """Close a contract that the client did not pay."""
    row = transitions.apply(contract, "mark_unpaid", by=by, reason=reason)
    remuneration.take_back(row, remuneration.UNPAID, reason=reason, by=by)
    notices.tell_unpaid(row, reason=reason, by=by)
    return row


@transaction.atomic
def reopen(*, contract: Contract, reason: str, by) -> Contract:
    """Return to the status before closing (S11)."""
    row = transitions.apply(contract, "reopen", by=by, reason=reason)
    remuneration.give_back(row, reason=reason, by=by)
    return row


@transaction.atomic
def unlock_signature(*, contract: Contract, reason: str, by) -> str:
    """Let the client try again after too many wrong codes (S6); return the sentence to show."""
    row = transitions.lock(contract)
    notices.lock_lifted(row)
    return lifting.lift(about=row, purpose=SIGNATURE, by=by, reason=reason).sentence


@transaction.atomic
def unlock_typing(*, agent, reason: str, by) -> str:
    """Let an agent type codes again; return the sentence to show."""
    row = get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=agent.pk)
    notices.lock_lifted(row)
    return lifting.lift(about=row, purpose=TYPING, by=by, reason=reason).sentence


def expire_old() -> int:
    """Close contracts unsigned after `CONTRACT_EXPIRY_DAYS` days; return how many.

    One failure does not stop the others.
    """
    limit = dates.now() - timedelta(days=settings.CONTRACT_EXPIRY_DAYS)
    old = Contract.objects.filter(status=Status.AWAITING_CLIENT, status_changed_at__lt=limit)
    closed = 0
    for contract in old.order_by("pk")[:500]:
        try:
            closed += _expire_one(contract)
        except Exception:  # retried at the next run
            log.exception("contract %s: it could not be closed", contract.pk)
    return closed


@transaction.atomic
def _expire_one(contract: Contract) -> int:
    try:
        row = close(transitions.apply(contract, "expire", reason=_("expiré")))
    except Refused:  # signed or changed a moment ago: nothing to close
        return 0
    remuneration.take_back(row, remuneration.NOBODY_SIGNED)
    notices.tell_unreachable(row, reason=gettext_lazy("personne n’a signé dans les délais"))
    return 1
