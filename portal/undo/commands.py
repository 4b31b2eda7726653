"""Reversible acts: nothing leaves the portal before their time to undo has passed.

A room plugs in one `Command` per reversible act, and its action calls `keep` in the transaction of the act instead of
telling anybody. `undo` puts everything back; `finish_due`, every few seconds, sends what waited. Acts of law
(signature, withdrawal) have no command.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.audit.history import subject_key
from portal.audit.transitions import Gone, Refused, lock
from portal.core.plugs import Socket
from portal.core.values import dates
from portal.undo.models import Reversal

log = logging.getLogger("comptoir.undo")
MOST_AT_ONCE = 200
_immediately: ContextVar[bool] = ContextVar("undo_immediately", default=False)


@dataclass(frozen=True)
class Command:
    """One reversible act.

    `undo(row, by=, before=)` puts `before` back on the locked row and records it; it may raise `Refused`.
    `finish(row, by=, after=)` tells whoever is to know, once the act can no longer be undone; the row may have moved on
    since. Both run in one transaction. `seconds()` is how long the act can be undone; 0 finishes it at once.
    """

    name: str
    label: str | Promise
    undo: Callable
    finish: Callable
    seconds: Callable[[], int] = lambda: settings.UNDO_SECONDS


COMMANDS = Socket("undo", Command, "An act that its author can undo for a few seconds, while its messages wait.")


@contextmanager
def immediately() -> Iterator[None]:
    """Acts in this block finish at once: for imports and stories told in the past."""
    token = _immediately.set(True)
    try:
        yield
    finally:
        _immediately.reset(token)


def keep(row, command: str, *, by, before: dict | None = None, after: dict | None = None) -> Reversal | None:
    """Note that `by` did `command` to `row`, which they can undo for a while; None where it is finished at once.

    Call it last in the transaction of the act, which holds the row's lock: `row` bears its new version.
    Raises `KeyError` for a command that nobody plugged in.
    """
    assert connection.in_atomic_block, "an act is kept in its own transaction"
    known = COMMANDS.held[command]
    seconds = 0 if _immediately.get() else known.seconds()
    if not seconds:
        known.finish(row, by=by, after=after or {})
        return None
    kind, key = subject_key(row)
    now = dates.now()
    return Reversal.objects.create(
        command=command,
        about_type=kind,
        about_id=key,
        by=by,
        before=before or {},
        after=after or {},
        version=row.version,
        at=now,
        until=now + timedelta(seconds=seconds),
    )


@transaction.atomic
def undo(*, reversal: Reversal, by):
    """Put back what an act changed; returns the row. Raises `Refused` when it is too late or the record moved on."""
    record = _record(reversal)
    if record is None:
        raise Gone(reversal, _("Ce que vous annulez a été supprimé entre-temps."))
    row = lock(record)
    mine = Reversal.objects.select_for_update().get(pk=reversal.pk)
    if mine.undone_at:
        raise Refused(row, _("C’est déjà annulé."))
    if mine.by_id != by.pk:
        raise Refused(row, _("Seule la personne qui l’a fait peut l’annuler."))
    if mine.finished_at or mine.until <= dates.now():
        raise Refused(row, _("Trop tard pour annuler : les messages sont partis."))
    if row.version != mine.version:
        raise Refused(row, _("Impossible d’annuler : %(subject)s a changé entre-temps.") % {"subject": row})
    row = COMMANDS.held[mine.command].undo(row, by=by, before=mine.before)
    mine.undone_at = dates.now()
    mine.save(update_fields=["undone_at"])
    return row


def open_for(row, user, *, since=None) -> Reversal | None:
    """The last act on `row` that `user` can still undo.

    `since` is when the row last changed: nothing is asked when no window can be open any more.
    """
    longest = max((command.seconds() for command in COMMANDS.held.values()), default=0)
    if since is not None and since < dates.now() - timedelta(seconds=longest):
        return None
    kind, key = subject_key(row)
    mine = Reversal.objects.filter(about_type=kind, about_id=key, by=user, undone_at=None, finished_at=None)
    return mine.filter(until__gt=dates.now(), version=row.version).order_by("-at").first()


def finish_due() -> int:
    """Finish the acts whose time to undo has passed; returns how many. One that fails holds up no other."""
    due = Reversal.objects.filter(until__lte=dates.now(), undone_at=None, finished_at=None).order_by("until")
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        try:
            done += _finish(pk)
        except Exception:  # it is tried again at the next round
            log.exception("act %s could not be finished", pk)
    return done


@transaction.atomic
def _finish(pk) -> int:
    """One act, unless another worker finished it or it was undone meanwhile."""
    known = Reversal.objects.filter(pk=pk).select_related("by").first()
    record = _record(known) if known else None
    row = lock(record) if record else None
    mine = Reversal.objects.select_for_update(of=("self",)).filter(pk=pk, undone_at=None, finished_at=None).first()
    if mine is None:
        return 0
    if row is not None:
        COMMANDS.held[mine.command].finish(row, by=known.by, after=mine.after)
    mine.finished_at = dates.now()
    mine.save(update_fields=["finished_at"])
    return 1


def _record(reversal: Reversal):
    """The record an act is about; None when it is gone."""
    return apps.get_model(reversal.about_type)._base_manager.filter(pk=reversal.about_id).first()
