"""Steps that change a meeting: calendar files are made and stored before the transaction that uses them."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from portal.audit import transitions
from portal.audit.transitions import Gone, Refused
from portal.documents import files
from presales.requests.models import PresalesRequest

TRIES = 3
NAMED = ("opportunity", "requester", "handler", "chosen__expert")


class Changed(Refused):
    """Raised when the request changed since its calendar files were made."""


def seen(request: PresalesRequest) -> PresalesRequest:
    """Return the request as it is now, without a lock; raise `Gone` when it was deleted."""
    row = PresalesRequest.objects.select_related(*NAMED).filter(pk=request.pk).first()
    if row is None:
        raise Gone(request, _("%(subject)s a été supprimé entre-temps.") % {"subject": request})
    return row


def locked_as(row: PresalesRequest) -> PresalesRequest:
    """Return the request under lock; raise `Changed` when it changed since."""
    locked = transitions.lock(row)
    if locked.version != row.version:
        raise Changed(locked, _("La demande change en ce moment même : réessayez."))
    return locked


def step(draw: Callable[[], tuple], take: Callable):
    """Return the result of `take(drawn, files)`, in one transaction that waits for no store.

    `draw()` returns the request and the contents of its files (see `files.store_all_for`); `take` locks it by
    `locked_as`. If somebody was faster, both are run again on the new state.
    """
    for left in reversed(range(TRIES)):
        drawn, contents = draw()
        try:
            return files.store_all_for(partial(take, drawn), contents, sealed=True)
        except Changed:
            if not left:
                raise
    return None  # pragma: no cover - the last try returns or raises
