"""The library as those who publish see it: new, sheet, new version, withdrawal and its undoing."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from catalog.library import actions
from catalog.library.forms import NewDocumentForm, SheetForm, VersionForm
from catalog.library.views.scope import document_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.steps import Place, Step, step_page

WITHDRAWAL = Step(
    title=gettext_lazy("Retirer le document"),
    text=gettext_lazy(
        "« %(title)s » disparaîtra de la bibliothèque de ses lecteurs. Rien n’est effacé : "
        "vous pourrez le remettre en ligne."
    ),
    button=gettext_lazy("Retirer le document"),
    icon="eye-off",
    done=gettext_lazy("Le document est retiré. Vous pouvez annuler ci-dessous."),
    danger=True,
)


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request):
    """Publish a document."""
    form = NewDocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        document = actions.publish(values=values, upload=values["upload"], key=values["key"], by=request.user)
        messages.success(request, _("« %(title)s » est publié.") % {"title": document.title})
        return _go_to(request, document)
    return _page(request, "catalog/library/new.html", form)


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def sheet(request, pk):
    """Change title, category, dates, audience."""
    document = document_for(request.user, pk)
    form = SheetForm(request.POST or None, instance=document)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                document=document,
                values=form.cleaned_data,
                revision=form.cleaned_data["based_on"] or 0,
                by=request.user,
            )
        except actions.StaleDocument:
            sentence = _("Votre saisie est gardée : vérifiez-la, puis enregistrez de nouveau.")
            return _stale(request, "catalog/library/sheet.html", form, document, sentence)
        messages.success(request, _("La fiche est enregistrée."))
        return redirect(document)
    return _page(request, "catalog/library/sheet.html", form, document=document)


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def version(request, pk):
    """Replace the file by a newer one."""
    document = document_for(request.user, pk)
    form = VersionForm(request.POST or None, request.FILES or None, initial={"based_on": document.revision})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.replace_file(
                document=document, upload=values["upload"], revision=values["based_on"] or 0, by=request.user
            )
        except actions.StaleDocument:
            sentence = _("Vérifiez la version en ligne, puis choisissez de nouveau votre fichier s’il reste à publier.")
            return _stale(request, "catalog/library/version.html", form, document, sentence)
        messages.success(request, _("La nouvelle version est en ligne, l’ancienne est gardée."))
        return _go_to(request, document)
    return _page(request, "catalog/library/version.html", form, document=document)


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def withdrawal(request, pk):
    """Take a document out of sight, after asking."""
    document = document_for(request.user, pk)
    act = partial(actions.withdraw, document=document, by=request.user)
    place = Place(document, document.title, shows_status=False)
    return step_page(request, WITHDRAWAL, place, act, values={"title": document.title})


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def restoration(request, pk):
    """Undo a withdrawal."""
    document = actions.restore(document=document_for(request.user, pk), by=request.user)
    messages.success(request, _("Le document est de nouveau en ligne."))
    return redirect(document)


def _go_to(request, document):
    """A redirect; to the script that shows the progress, the address alone, so that the message is not read by it."""
    if request.headers.get("X-Requested-With") != "upload":
        return redirect(document)
    return HttpResponse(status=204, headers={"X-Go-To": document.get_absolute_url()})


def _stale(request, template, form, document, what_to_do):
    """Someone else was faster: it is said, and the form goes over theirs only if it is sent again."""
    form.add_error(None, _("Ce document a été modifié entre-temps par quelqu’un d’autre.") + " " + what_to_do)
    form.data = form.data.copy()
    form.data["based_on"] = str(document.revision)
    return _page(request, template, form, status=409, document=document)


def _page(request, template, form, *, status=None, **more):
    context = {"form": form, **more}
    return render(request, template, context, status=status or (422 if form.is_bound else 200))
