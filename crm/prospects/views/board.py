"""The board of prospects, and `Déplacer vers…`."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.prospects import board
from crm.prospects.actions import filing, starting
from crm.prospects.enums import Progress, Step
from crm.prospects.forms import StepForm
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_to_edit
from crm.tasks.due import due_of
from portal.access import scopes
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.boards import board_page, is_from_board, moved_page, person_asked
from portal.ui.steps import form_page


@requires(Permission.CLIENTS_VIEW)
@require_safe
def index(request):
    """The reader's prospects by step; a manager sees the agency's, and each agent's."""
    columns = _columns(request)
    sees_others = scopes.CLIENTS.reach(request.user).has_colleagues
    return board_page(
        request,
        "crm/prospects/board.html",
        columns,
        open_keys=Step.values,
        shares=board.shares_of(request.user, reverse("crm:prospect_board")) if sees_others else (),
        ready=next(column for column in columns if column.key == Progress.READY),
        agent=person_asked(request, "agent"),
        may_add=request.user.has_right(Permission.CLIENTS_EDIT),
    )


def _columns(request):
    may_move = request.user.has_right(Permission.CLIENTS_EDIT)
    return board.columns_of(request.user, agent=person_asked(request, "agent"), may_move=may_move, due_of=due_of)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def step(request, pk):
    """Move one card: a page with a plain form; the board's script reads the board alone (`X-Board`)."""
    client = file_to_edit(request.user, pk)
    form = StepForm(request.POST if request.method == "POST" else None, initial={"to": _column_of(client)})
    if request.method == "POST" and form.is_valid():
        return _moved(request, client, form.cleaned_data["to"])
    return form_page(request, form, "crm/prospects/step.html", file_context(request, client, "suivi"))


def _column_of(client) -> str:
    row = client.follow_up
    return row.step if row.status == Progress.DISCUSSING else row.status


def _moved(request, client, to: str):
    if to == Progress.READY and not client.follow_up.is_ready:
        ahead = reverse("crm:prospect_start", args=[client.pk])
        return HttpResponse(headers={"X-Location": ahead}) if is_from_board(request) else redirect(ahead)
    said, tone = _move(client, to, by=request.user)
    return moved_page(request, said, tone=tone, columns=lambda: _columns(request), board="crm:prospect_board")


def _move(client, to: str, *, by) -> tuple[str, str]:
    """Take the card to the column `to`; returns the sentence and its tone."""
    try:
        if to in Step.values:
            filing.discuss(client=client, step=to, by=by)
        elif to == Progress.LOST:
            starting.drop(client=client, by=by)
    except Refused as refused:
        return refused.sentence, "warning"
    label = dict(StepForm.base_fields["to"].choices)[to]
    return _("%(name)s est passé à « %(column)s ».") % {"name": client.display_name, "column": label}, "info"
