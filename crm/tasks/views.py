"""Actions: the list, the tab of a client's file, and the forms."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.clients import queries as clients
from crm.tasks import actions, queries
from crm.tasks.forms import OutcomeForm, TaskForm
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.search import LONGEST_SEARCH
from portal.records.views import edit_page
from portal.ui import returning
from portal.ui.steps import form_page
from portal.undo.commands import open_for
from portal.undo.offers import offer

FOUND = 10
BACK_TO = {"home": "dashboard:home", "list": "crm:tasks"}


@requires(Permission.CLIENTS_EDIT)
@require_safe
def choose(request):
    """`Ajouter une action`: first for whom; the latest files when nothing is searched."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    mine = clients.clients_of(request.user)
    found = mine.matching(words).order_by("sort_name", "pk") if words else mine.order_by("-created_at", "-pk")
    rows = list(found[: FOUND + 1])
    context = {"q": words, "clients": rows[:FOUND], "has_more": bool(words) and len(rows) > FOUND}
    return render(request, "crm/tasks/choose.html", context)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def tab(request, pk):
    """`Actions` of a party: what is to do, then what came of the rest."""
    client = _client(request, pk)
    rows = list(queries.tasks_on(client))
    done = sorted((row for row in rows if row.is_done), key=lambda row: row.done_at, reverse=True)
    context = {"client": client, "tasks": [row for row in rows if not row.is_done], "done": done, "back": "tab"}
    return render(request, "crm/tasks/tab.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    client = _client(request, pk)
    form = TaskForm.of(request)
    return edit_page(
        request,
        form,
        save=lambda: form.create(actions.create, by=request.user, client=client),
        template="crm/tasks/form.html",
        context={"client": client},
        done=_("L’action est ajoutée."),
        go=lambda task: redirect("crm:client_tasks", pk=client.pk),
    )


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk, task_pk):
    task = _task(request, pk, task_pk)
    if task.is_done:
        return redirect("crm:client_tasks", pk=pk)
    form = TaskForm.of(request, instance=task)
    return edit_page(
        request,
        form,
        save=lambda: form.change(actions.change, by=request.user, task=task),
        template="crm/tasks/form.html",
        context={"client": task.client, "task": task},
        done=_("L’action est enregistrée."),
        go=lambda task: redirect("crm:client_tasks", pk=pk),
    )


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def outcome(request, pk, task_pk):
    """Note what came of an action: one click with a usual outcome, or a few words."""
    task = _task(request, pk, task_pk)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if row := actions.complete(task=task, outcome=form.cleaned_data["outcome"], by=request.user):
            offer(request, _("C’est noté : %(title)s.") % {"title": task.title}, open_for(row, request.user))
        else:
            messages.info(request, _("Le résultat de cette action était déjà noté."))
        return _back(request, task)
    context = {"client": task.client, "task": task, "back": request.GET.get("retour", "")[:10]}
    return form_page(request, form, "crm/tasks/outcome.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def reopening(request, pk, task_pk):
    task = _task(request, pk, task_pk)
    if actions.reopen(task=task, by=request.user):
        messages.success(request, _("L’action est rouverte."))
    return redirect("crm:client_tasks", pk=pk)


def _back(request, task):
    """To the page the click came from; `Prochaine étape`: a next action may be planned at once."""
    if page := returning.address(request):
        return redirect(page)
    back = request.POST.get(returning.FIELD, "")
    if back == "client":
        return redirect(task.client)
    if back == "prospect":
        return redirect("crm:prospect_actions", pk=task.client_id)
    if back in BACK_TO:
        return redirect(BACK_TO[back])
    return redirect("crm:client_tasks", pk=task.client_id)


def _client(request, pk):
    return get_object_or_404(clients.files_of(request.user), pk=pk)


def _task(request, pk, task_pk):
    return get_object_or_404(queries.tasks_of(request.user), pk=task_pk, client_id=pk)
