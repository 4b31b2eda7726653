"""Steps that change a meeting: its calendar files are drawn and stored before the transaction that takes them along."""

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
    """The request is not any more what its calendar files were drawn from."""


def seen(request: PresalesRequest) -> PresalesRequest:
    """The request as it is now, without a lock. Raises `Gone` when there is none any more."""
    row = PresalesRequest.objects.select_related(*NAMED).filter(pk=request.pk).first()
    if row is None:
        raise Gone(request, _("%(subject)s a été supprimé entre-temps.") % {"subject": request})
    return row


def locked_as(row: PresalesRequest) -> PresalesRequest:
    """The same under lock. Raises `Changed` when somebody was faster."""
    locked = transitions.lock(row)
    if locked.version != row.version:
        raise Changed(locked, _("La demande change en ce moment même : réessayez."))
    return locked


def step(draw: Callable[[], tuple], take: Callable):
    """What `take(drawn, files)` returns, in one transaction that waits for no store.

    `draw()` gives what was seen and the contents of its files (see `files.store_all_for`); `take` locks what was seen
    by `locked_as`. Who was overtaken looks again, and reads there what has become of it.
    """
    for left in reversed(range(TRIES)):
        drawn, contents = draw()
        try:
            return files.store_all_for(partial(take, drawn), contents, sealed=True)
        except Changed:
            if not left:
                raise
    return None  # pragma: no cover - the last try returns or raises
