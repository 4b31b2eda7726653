"""Notes: written on the page of a party, corrected on a page of their own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.clients import queries as clients
from crm.notes import actions
from crm.notes.forms import NoteForm
from crm.notes.models import Note
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.records.views import edit_page

LAST_KIND = "note-kind"


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def write(request, pk):
    """The composer of the client page; alone on this page when what was typed cannot be kept."""
    client = get_object_or_404(clients.files_of(request.user), pk=pk)
    form = NoteForm.of(request)

    def save():
        kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
        request.session[LAST_KIND] = kind
        actions.write(client=client, kind=kind, text=text, key=form.creation_key, by=request.user)
        return client

    return edit_page(
        request, form, save=save, template="crm/notes/form.html", context={"client": client}, done=_("C’est noté.")
    )


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk, note_pk):
    note = _own_note(request, pk, note_pk)
    form = NoteForm.of(request, instance=note)
    return edit_page(
        request,
        form,
        save=lambda: form.change(actions.change, by=request.user, note=note),
        template="crm/notes/form.html",
        context={"client": note.client, "note": note},
        done=_("La note est corrigée."),
        go=lambda note: redirect(note.client),
    )


@requires(Permission.CLIENTS_EDIT)
@require_POST
def deletion(request, pk, note_pk):
    note = _own_note(request, pk, note_pk)
    actions.delete(note=note, by=request.user)
    messages.success(request, _("La note est supprimée."))
    return redirect(note.client)


def _own_note(request, pk, note_pk) -> Note:
    notes = Note.objects.visible_to(request.user).select_related("client")
    note = get_object_or_404(notes, pk=note_pk, client_id=pk)
    if note.author_id != request.user.pk:
        raise PermissionDenied
    return note
