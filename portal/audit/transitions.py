"""The only function that changes a status."""

from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed, can_proceed

from portal.audit.history import SYSTEM, history_of, record
from portal.audit.workflow import StepInfo
from portal.core.values import dates


class Refused(Exception):
    """Raised when a step cannot be taken now; `sentence` says in French who did what in the meantime."""

    def __init__(self, subject, sentence: str):
        super().__init__(sentence)
        self.subject = subject
        self.sentence = sentence


class Gone(Refused):
    """Raised for a step on something deleted in the meantime."""


class NotYours(Refused):
    """Raised for a step this person may never take."""

    def __init__(self, subject, sentence: str = ""):
        super().__init__(subject, sentence or _("Votre rôle ne permet pas cette action."))


def info_of(obj, name: str, status: str | None = None) -> StepInfo:
    """Return the declaration of the step `name` from the status `obj` has (or from another)."""
    method = getattr(type(obj), name)
    transitions = method._django_fsm.transitions
    found = transitions.get(status or obj.status) or transitions.get("*") or next(iter(transitions.values()))
    return found.custom["info"]


def may(obj, name: str, *, by=None, as_: str = SYSTEM) -> bool:
    """Return whether the step is open now to this person, so that pages show its button."""
    return can_proceed(getattr(obj, name)) and info_of(obj, name).is_open_to(by, as_)


@transaction.atomic
def apply(
    obj,
    name: str,
    *,
    by=None,
    as_: str = SYSTEM,
    reason: str = "",
    channel: str = "",
    data: dict | None = None,
    personal: dict | None = None,
    **values,
):
    """Take the step `name` of `obj`'s workflow, under its row's lock, and record it.

    `values` go to the transition method, which sets the columns that belong to the step.
    Returns the fresh row. Raises `Refused` (someone was faster, or it is too late) or `NotYours`.
    """
    row = lock(obj)
    method = getattr(row, name)
    before = row.status
    if not can_proceed(method):
        raise Refused(row, refusal(row))
    info = info_of(row, name)
    if not info.is_open_to(by, as_):
        raise NotYours(row)
    if info.needs_reason and not reason.strip():
        raise Refused(row, _("Indiquez le motif : il reste dans l’historique."))
    try:
        method(**values)
    except TransitionNotAllowed:  # pragma: no cover - the row is locked since can_proceed
        raise Refused(row, refusal(row)) from None
    row.touch()
    row.status_changed_at = dates.now()
    row.save()
    record(
        row,
        info.verb,
        by=by,
        as_=as_,
        reason=reason.strip(),
        channel=channel,
        data=data,
        personal=personal,
        from_status=before,
        to_status=row.status,
    )
    return row


def lock(obj):
    """Return the current row of `obj`, locked until the transaction ends; raise `Gone` when it was deleted."""
    row = obj._meta.concrete_model._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if row is None:
        raise Gone(obj, _("%(subject)s a été supprimé entre-temps.") % {"subject": obj})
    return row


def refusal(row) -> str:
    """Return the refusal for `row`: the last change of status, by whom and when."""
    moves = [line for line in history_of(row) if line.event.to_status]
    if not moves:
        return _("Ce n’est plus possible : le statut est « %(status)s ».") % {"status": row.status_label}
    last = moves[0]
    return _("%(subject)s a changé entre-temps : %(sentence)s (%(when)s). Statut actuel : « %(status)s ».") % {
        "subject": row,
        "sentence": last.sentence,
        "when": dates.at_time(last.at),
        "status": row.status_label,
    }
