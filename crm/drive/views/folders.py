"""The drive: folders, search, new folders."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.drive import actions, queries
from crm.drive.forms import NameForm, SearchForm
from crm.drive.views.scope import client_of, folder_in, may_change, node_of
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.paging import page
from portal.documents.detection import ACCEPT
from portal.ui.parts import Crumb
from portal.ui.steps import form_page

SHOWN = 50


@requires(Permission.CLIENTS_VIEW)
@require_safe
def index(request, pk):
    """`Drive`: the top of a client's drive, or what was searched in all of it."""
    return _show(request, client_of(request, pk), None)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def folder(request, pk):
    node = node_of(request, pk)
    if not node.is_folder:
        return redirect(node)
    return _show(request, node.client, node)


def _show(request, client, here):
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = queries.content_of(client, here, words)
    if words:
        rows = queries.with_parents(rows)
    shown = page(rows, key="sort_name", cursor=request.GET.get("suite", ""), descending=False, size=SHOWN)
    context = {
        "client": client,
        "folder": here,
        "crumbs": crumbs(client, here),
        "form": form,
        "words": words,
        "page": shown,
        "nodes": shown.rows,
        "totals": queries.totals_of(client),
        "requests": list(queries.requests_of(client)) if here is None and not words else [],
        "may_change": may_change(request, client),
        "accept": ACCEPT,
        "megabytes": settings.DRIVE_FILE_MEGABYTES,
        "key": uuid4(),
    }
    return render(request, "crm/drive/folder.html", context)


def crumbs(client, node, *, last: bool = True) -> list[Crumb]:
    """Return the way to a node; the node itself without an address when it is the `last` one."""
    path = queries.path_of(node)
    top = "" if last and not path else _url(client)
    crumbs = [Crumb(_("Drive"), top), *(Crumb(each.name, each.get_absolute_url()) for each in path)]
    if last and path:
        crumbs[-1] = Crumb(path[-1].name)
    return crumbs


def _url(client) -> str:
    return reverse("crm:client_drive", args=[client.pk])


def place_url(client, here) -> str:
    """Return the address of a folder, or of the top."""
    return here.get_absolute_url() if here else _url(client)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new_folder(request, pk):
    client = client_of(request, pk)
    parent = folder_in(request, client, request.GET.get("dossier"))
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_folder(client=client, parent=parent, name=form.cleaned_data["name"], by=request.user)
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("Le dossier « %(name)s » est prêt.") % {"name": made.name})
            return redirect(made)
    context = {"client": client, "title": _("Nouveau dossier"), "button": _("Créer"), "back": place_url(client, parent)}
    return form_page(request, form, "crm/drive/name.html", context)
