"""Rename, move, delete; the bin; who did what."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.drive import actions, queries
from crm.drive.forms import MoveForm, NameForm
from crm.drive.views.folders import place_url
from crm.drive.views.scope import client_of, may_change, node_of, node_to_change
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.steps import Place, Step, form_page, step_page

SHOWN = 100
DELETION = Step(
    title=gettext_lazy("Mettre à la corbeille"),
    text=gettext_lazy(
        "« %(name)s » reste %(days)s jours dans la corbeille, avec toutes ses versions. "
        "Les liens envoyés au client ne l’ouvrent plus."
    ),
    button=gettext_lazy("Mettre à la corbeille"),
    icon="trash",
    danger=True,
    done=gettext_lazy("C’est dans la corbeille : vous pouvez le restaurer."),
)
FORGETTING = Step(
    title=gettext_lazy("Supprimer définitivement"),
    text=gettext_lazy("« %(name)s » et toutes ses versions seront effacés définitivement."),
    button=gettext_lazy("Supprimer définitivement"),
    icon="trash",
    danger=True,
    done=gettext_lazy("Supprimé définitivement."),
)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def rename(request, pk):
    node = node_to_change(request, pk)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": node.name})
    if request.method == "POST" and form.is_valid():
        try:
            renamed = actions.rename(node=node, name=form.cleaned_data["name"], by=request.user)
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("Le nouveau nom est « %(name)s ».") % {"name": renamed.name})
            return redirect(place_url(node.client, node.parent))
    return form_page(request, form, "crm/drive/name.html", _context(node, _("Renommer"), _("Renommer")))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def move(request, pk):
    node = node_to_change(request, pk)
    folders = [pair for pair in queries.folders_of(node.client) if pair[0].pk != node.pk]
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, folders=folders, initial={"to": str(node.parent_id or "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(node=node, to=form.place, by=request.user)
        except Refused as refused:
            form.add_error("to", refused.sentence)
        else:
            where = form.place.name if form.place else _("Drive")
            said = _("« %(name)s » est maintenant dans « %(folder)s ».") % {"name": node.name, "folder": where}
            messages.success(request, said)
            return redirect(place_url(node.client, form.place))
    return form_page(request, form, "crm/drive/name.html", _context(node, _("Déplacer"), _("Déplacer")))


def _context(node, title, button) -> dict:
    back = place_url(node.client, node.parent)
    return {"client": node.client, "title": f"{title} · {node.name}", "button": button, "back": back}


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def deletion(request, pk):
    node = node_to_change(request, pk)
    place = Place(node, node.name, cancel_url=node.get_absolute_url(), shows_status=False)
    values = {"name": node.name, "days": settings.DRIVE_BIN_DAYS}
    act = partial(actions.delete, node=node, by=request.user)
    go = place_url(node.client, node.parent)
    return step_page(request, DELETION, place, act, values=values, go=go)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def bin_(request, pk):
    """The bin: what was deleted, from where, by whom, and until when it can be restored."""
    client = client_of(request, pk)
    context = {
        "client": client,
        "nodes": list(queries.bin_of(client)[:SHOWN]),
        "days": settings.DRIVE_BIN_DAYS,
        "may_change": may_change(request, client),
    }
    return render(request, "crm/drive/bin.html", context)


@requires(Permission.CLIENTS_EDIT)
@require_POST
def restoration(request, pk):
    node = node_of(request, pk, in_bin=True)
    back = actions.restore(node=node, by=request.user)
    there = [folder.name for folder in queries.path_of(back)[:-1]]
    where = " / ".join([_("Drive"), *there])
    if there == node.origin and back.name == node.name:
        said = _("« %(name)s » est de nouveau dans « %(folder)s ».")
    else:
        said = _("Le dossier d’origine n’est plus disponible : « %(name)s » est maintenant dans « %(folder)s ».")
    messages.success(request, said % {"name": back.name, "folder": where})
    return redirect(place_url(node.client, back.parent))


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def forgetting(request, pk):
    node = node_of(request, pk, in_bin=True)
    url = reverse("crm:drive_bin", args=[node.client_id])
    place = Place(node, _("Corbeille"), back_url=url, shows_status=False)
    act = partial(actions.forget, node=node, by=request.user)
    return step_page(request, FORGETTING, place, act, values={"name": node.name}, go=url)


@requires(Permission.CLIENTS_VIEW)
@require_safe
def history(request, pk):
    client = client_of(request, pk)
    context = {"client": client, "timeline": queries.history_of(client)}
    return render(request, "crm/drive/history.html", context)
