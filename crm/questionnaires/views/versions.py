"""The back-office writes the next version of a questionnaire, previews it, and publishes it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm.questionnaires import actions, queries, rules
from crm.questionnaires.enums import Slug
from crm.questionnaires.forms import VersionForm
from crm.questionnaires.models import QuestionnaireVersion
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused


@requires(Permission.QUESTIONNAIRES_EDIT)
@require_GET
def index(request):
    """Both questionnaires with their versions."""
    versions = list(QuestionnaireVersion.objects.select_related("by"))
    kinds = [(slug, slug.label, [each for each in versions if each.slug == slug]) for slug in Slug]
    return render(request, "crm/questionnaires/versions.html", {"kinds": kinds})


@requires(Permission.QUESTIONNAIRES_EDIT)
@require_POST
def examples(request):
    """`Partir des exemples`: publish the questionnaires that the portal comes with."""
    actions.install_examples(by=request.user)
    messages.success(request, _("Les questionnaires d’exemple sont publiés. Relisez-les, puis adaptez-les."))
    return redirect("crm:questionnaire_versions")


@requires(Permission.QUESTIONNAIRES_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, slug):
    """Write the draft of the next version."""
    base = _base(slug)
    form = VersionForm(request.POST or None, definition=base.definition)
    if request.method == "POST" and form.is_valid():
        actions.write_draft(slug=slug, definition=form.changed_definition(), by=request.user)
        messages.success(request, _("Le brouillon est enregistré. Personne ne le voit avant sa publication."))
        return redirect("crm:questionnaire_version", slug=slug)
    context = {
        "slug": slug,
        "label": Slug(slug).label,
        "form": form,
        "draft": queries.draft_of(slug),
        "problems": rules.problems_of(slug, base.definition),
    }
    return render(request, "crm/questionnaires/version.html", context, status=422 if form.is_bound else 200)


def _base(slug: str) -> QuestionnaireVersion:
    """Return the draft, else the version in force."""
    if slug not in Slug.values:
        raise Http404
    base = queries.draft_of(slug) or queries.version_in_force(slug)
    if base is None:
        raise Http404
    return base


@requires(Permission.QUESTIONNAIRES_EDIT)
@require_POST
def publication(request, slug):
    """`Publier`: questionnaires under way keep their version."""
    draft = queries.draft_of(slug)
    if slug not in Slug.values or draft is None:
        raise Http404
    try:
        actions.publish(version=draft, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("La nouvelle version est publiée. Les questionnaires en cours gardent la leur."))
    return redirect("crm:questionnaire_versions")
