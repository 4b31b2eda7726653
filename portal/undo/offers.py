"""Offering to undo: with the message on the next page, and on the record's own page while there is time."""

from django.contrib import messages

from portal.undo.models import Reversal

TAG = "undo"


def offer(request, sentence: str, reversal: Reversal | None) -> None:
    """Say that it is done, with `Annuler` beside it where it can be undone."""
    tags = f"{TAG} {reversal.pk} {reversal.until.isoformat()}" if reversal else ""
    messages.success(request, sentence, extra_tags=tags)
