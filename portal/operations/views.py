"""The pages of whoever keeps the portal running."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.celery import wake
from portal.core.plugs.probes import all_probes
from portal.core.values import dates
from portal.core.values.money import format_count
from portal.documents import verification
from portal.documents.models import StoredFile
from portal.messaging.models import Message
from portal.operations import dead_letters, figures
from portal.operations import verifying as evidence_checks

GRAVITY = {"danger": 0, "warning": 1, "neutral": 2, "success": 3}


@public("figures without personal data, behind METRICS_TOKEN")
@require_safe
def metrics(request):
    """Figures for Prometheus; there is no such page without a token in the settings."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    text, content_type = figures.exposed()
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": "no-store"})


@requires(Permission.OPERATIONS_VIEW)
@require_safe
def services(request):
    """`État des services`: each thing the portal depends on, what is wrong first; technical ones for administrators."""
    found = [(probe, probe.examine()) for probe in all_probes()]
    found.sort(key=lambda pair: GRAVITY[pair[1].tone])
    shown = [pair for pair in found if request.user.is_superuser or pair[0].everyday]
    context = {"found": shown, "troubles": _troubles(shown), "at": dates.now()}
    context["hidden_troubles"] = _troubles(found) - _troubles(shown)
    return render(request, "operations/services.html", context)


def _troubles(found: list) -> int:
    return sum(finding.tone in ("danger", "warning") for _probe, finding in found)


@requires(Permission.OPERATIONS_VIEW)
@require_safe
def message(request, pk):
    """One message: what, to whom (masked), why it failed, since when, and what may be done."""
    found = get_object_or_404(Message, pk=pk)
    subject = dead_letters.subject_of(found)
    return render(
        request,
        "operations/message.html",
        {
            "message": found,
            "title": dead_letters.title_of(found),
            "recipient": dead_letters.masked_recipient(found),
            "refusal": dead_letters.refusal(found),
            "subject": subject,
            "subject_url": subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else "",
            "timeline": history_of(found),
        },
    )


@requires(Permission.OPERATIONS_RESEND)
@require_POST
def resending(request, pk):
    """`Renvoyer` for one message."""
    found = get_object_or_404(Message, pk=pk)
    try:
        dead_letters.resend(found, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect("operations:message", pk=pk)
    messages.success(request, _("Le message repart."))
    return redirect("operations:messages")


@requires(Permission.OPERATIONS_VIEW)
@require_safe
def evidence(request):
    """`Preuves conservées`: files that are gone or changed, and the last verification of the histories."""
    found = [(fault, _url_of(fault.stored)) for fault in evidence_checks.faults()[:200]]
    last = evidence_checks.last()
    context = {"faults": found, "last": last, "events": format_count(last.events) if last else ""}
    return render(request, "operations/evidence.html", context)


def _url_of(stored: StoredFile) -> str:
    """The page of what a file belongs to; empty when it has none."""
    about = dead_letters.subject_of(stored)
    return about.get_absolute_url() if hasattr(about, "get_absolute_url") else ""


@requires(Permission.OPERATIONS_RESEND)
@require_POST
def verifying(request):
    """`Vérifier l’historique maintenant`: a worker reads every history."""
    wake("operations.verify_histories")
    messages.success(request, _("La vérification a démarré. Revenez dans quelques minutes."))
    return redirect("operations:evidence")


@requires(Permission.OPERATIONS_VIEW)
@require_POST
def file_check(request, pk):
    """`Vérifier à nouveau` one stored file."""
    fault = verification.check(get_object_or_404(StoredFile, pk=pk))
    if fault is None:
        messages.success(request, _("Ce fichier est intact."))
    else:
        messages.error(request, _("Ce fichier est %(problem)s.") % {"problem": fault.get_kind_display()})
    return redirect("operations:evidence")
