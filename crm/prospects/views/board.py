"""The board of prospects, and `Déplacer vers…`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
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
from portal.ui.pipeline import SHARES, summed
from portal.ui.steps import form_page


@requires(Permission.CLIENTS_VIEW)
@require_safe
def index(request):
    """The reader's prospects by step; a manager sees the agency's, and each agent's."""
    columns = _columns(request)
    sees_others = scopes.CLIENTS.reach(request.user).has_colleagues
    context = {
        "columns": columns,
        "sums": summed(columns, Step.values),
        "ready": next(column for column in columns if column.key == Progress.READY),
        "shares": board.shares_of(request.user, reverse("crm:prospect_board")) if sees_others else (),
        "most_shares": SHARES,
        "agent": _agent(request),
        "may_add": request.user.has_right(Permission.CLIENTS_EDIT),
    }
    return render(request, "crm/prospects/board.html", context)


def _agent(request) -> int | None:
    asked = request.GET.get("agent", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None


def _columns(request):
    may_move = request.user.has_right(Permission.CLIENTS_EDIT)
    return board.columns_of(request.user, agent=_agent(request), may_move=may_move, due_of=due_of)


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
    is_script = "X-Board" in request.headers
    if to == Progress.READY and not client.follow_up.is_ready:
        ahead = reverse("crm:prospect_start", args=[client.pk])
        return HttpResponse(headers={"X-Location": ahead}) if is_script else redirect(ahead)
    said, tone = _move(client, to, by=request.user)
    if is_script:
        context = {"columns": _columns(request), "said": said, "said_tone": tone}
        return render(request, "crm/prospects/_board.html", context)
    (messages.success if tone == "info" else messages.warning)(request, said)
    return redirect("crm:prospect_board")


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
