"""`Actions` (F7): what is to do with the prospect, and a new action in place."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.prospects.messages import file_url
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_for, file_to_edit
from crm.tasks import actions
from crm.tasks.forms import TaskForm
from crm.tasks.queries import tasks_on
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.records.views import form_status


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def index(request, pk):
    client = file_to_edit(request.user, pk) if request.method == "POST" else file_for(request.user, pk)
    form = TaskForm.of(request)
    if form.is_bound and form.is_valid():
        form.create(actions.create, by=request.user, client=client)
        messages.success(request, _("L’action est ajoutée."))
        return redirect(file_url(client, "actions"))
    rows = list(tasks_on(client))
    context = file_context(request, client, "actions") | {
        "form": form,
        "tasks": [row for row in rows if not row.is_done],
        "done_tasks": [row for row in rows if row.is_done],
        "back": "prospect",
    }
    return render(request, "crm/prospects/tabs/actions.html", context, status=form_status(form))
