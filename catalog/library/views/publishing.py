"""Pages of those who publish: new document, sheet, new version, withdrawal and restoration."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from catalog.library import actions
from catalog.library.forms import NewDocumentForm, SheetForm, VersionForm
from catalog.library.views.scope import document_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.records.views import edit_page
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
    form = NewDocumentForm.of(request)

    def publish():
        values = form.cleaned_data
        return actions.publish(values=values, upload=values["upload"], key=form.creation_key, by=request.user)

    def go(document):
        messages.success(request, _("« %(title)s » est publié.") % {"title": document.title})
        return _go_to(request, document)

    return edit_page(request, form, save=publish, template="catalog/library/new.html", go=go)


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def sheet(request, pk):
    """Change title, category, dates, audience."""
    document = document_for(request.user, pk)
    form = SheetForm.of(request, instance=document)
    return edit_page(
        request,
        form,
        save=lambda: actions.change(
            document=document, values=form.cleaned_data, version=form.seen_version, by=request.user
        ),
        template="catalog/library/sheet.html",
        context={"document": document},
        done=_("La fiche est enregistrée."),
    )


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def version(request, pk):
    """Replace the file by a newer one."""
    document = document_for(request.user, pk)
    form = VersionForm.of(request, initial={"version": document.version})
    return edit_page(
        request,
        form,
        save=lambda: actions.replace_file(
            document=document, upload=form.cleaned_data["upload"], version=form.seen_version, by=request.user
        ),
        template="catalog/library/version.html",
        context={"document": document},
        done=_("La nouvelle version est en ligne, l’ancienne est gardée."),
        go=lambda document: _go_to(request, document),
    )


@requires(Permission.DOCUMENTS_MANAGE)
@require_http_methods(["GET", "POST"])
def withdrawal(request, pk):
    """Hide a document, after a confirmation."""
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
    """Redirect; the upload script gets the URL alone, so that it does not consume the message."""
    if request.headers.get("X-Requested-With") != "upload":
        return redirect(document)
    return HttpResponse(status=204, headers={"X-Go-To": document.get_absolute_url()})
