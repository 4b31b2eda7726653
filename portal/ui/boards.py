"""Pages of boards: whose records are shown, the answer to a card that moved."""

from collections.abc import Callable, Collection, Sequence

from django.contrib import messages
from django.shortcuts import redirect, render

from portal.core.values.keys import parse_key
from portal.ui.pipeline import SHARES, Column, Share, summed


def person_asked(request, parameter: str) -> int | None:
    """Return the key of the person whose records alone are asked for."""
    return parse_key(request.GET.get(parameter, ""))


def board_page(
    request, template: str, columns: list[Column], *, open_keys: Collection[str], shares: Sequence[Share], **context
):
    """Show a board, the totals of the columns still open, and the shares of people."""
    told = {"columns": columns, "sums": summed(columns, open_keys), "shares": shares, "most_shares": SHARES}
    return render(request, template, told | context)


def is_from_board(request) -> bool:
    """Return whether the script of a board asks, which shows the answer in place."""
    return "X-Board" in request.headers


def moved_page(request, said: str, *, columns: Callable[[], list[Column]], board: str, tone: str = "info"):
    """Say what became of a card: on the board alone to its script, else on the page `board`."""
    if is_from_board(request):
        return render(request, "ui/board.html", {"columns": columns(), "said": said, "said_tone": tone})
    (messages.success if tone == "info" else messages.warning)(request, said)
    return redirect(board)
