"""Pages of statements: ask for one, follow it, download it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from contracts.aggregation.forms import AsOfForm
from contracts.statements import actions
from contracts.statements.models import Statement
from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.serving import serve


@requires(Permission.AGGREGATION)
@require_POST
def new(request, pk):
    """`Imprimer le relevé` of a client on a day, today by default."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    form = AsOfForm(request.POST)
    day = (form.cleaned_data["au"] if form.is_valid() else None) or dates.today()
    try:
        statement = actions.ask(client=client, day=day, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("contracts:client_aggregation", pk=pk)
    return redirect(statement)


@requires(Permission.AGGREGATION)
@require_safe
def detail(request, pk):
    """Follow the printing of a statement, then download it."""
    statement = _statement_for(request.user, pk)
    context = {
        "statement": statement,
        "client": statement.client,
        "back_url": reverse("contracts:client_aggregation", args=[statement.client_id]),
    }
    template = "contracts/statements/_progress.html" if request.htmx else "contracts/statements/detail.html"
    return render(request, template, context)


@requires(Permission.AGGREGATION)
@require_safe
def file(request, pk):
    """Serve the PDF."""
    statement = _statement_for(request.user, pk)
    if not statement.is_ready:
        raise Http404
    return serve(request, statement.file)


def _statement_for(user, pk) -> Statement:
    return get_object_or_404(Statement.objects.visible_to(user).select_related("client", "file"), pk=pk)
