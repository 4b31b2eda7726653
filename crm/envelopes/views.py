"""Envelopes: asked for by the buyer, decided by the back-office (F11)."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.envelopes import actions, queries
from crm.envelopes.forms import AskForm, ReasonForm, TermsForm
from crm.envelopes.listing import ENVELOPES
from crm.envelopes.models import Envelope
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused, may
from portal.core.plugs.panels import panels_for
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page

REFUSAL = Step(
    title=gettext_lazy("Refuser l’enveloppe"),
    text=gettext_lazy("L’acheteur reçoit votre motif par e-mail."),
    button=gettext_lazy("Refuser"),
    icon="ban",
    done=gettext_lazy("La demande est refusée, l’acheteur est prévenu."),
    danger=True,
)
SUSPENSION = Step(
    title=gettext_lazy("Suspendre l’enveloppe"),
    text=gettext_lazy("Aucune nouvelle facture ne pourra être approuvée. Celles déjà approuvées continuent."),
    button=gettext_lazy("Suspendre"),
    icon="player-pause",
    done=gettext_lazy("L’enveloppe est suspendue, l’acheteur est prévenu."),
    danger=True,
)
RESUMPTION = Step(
    title=gettext_lazy("Rétablir l’enveloppe"),
    text=gettext_lazy("L’acheteur pourra de nouveau approuver des factures."),
    button=gettext_lazy("Rétablir"),
    icon="player-play",
    done=gettext_lazy("L’enveloppe est rétablie, l’acheteur est prévenu."),
)


def _envelope(user, pk: int) -> Envelope:
    return get_object_or_404(queries.envelopes_of(user), pk=pk)


@requires(Permission.FACTORING_FOLLOW)
@require_safe
def detail(request, pk):
    """What was asked for, what was decided, what is used."""
    envelope = _envelope(request.user, pk)
    context = {
        "envelope": envelope,
        "panels": panels_for(request, envelope),
        "timeline": history_of(envelope),
        "list_url": way_back(ENVELOPES, request.GET),
        "may_grant": may(envelope, "grant", by=request.user),
        "may_suspend": may(envelope, "suspend", by=request.user),
        "may_resume": may(envelope, "resume", by=request.user),
        "may_change": envelope.status in ("granted", "suspended")
        and request.user.has_right(Permission.FACTORING_DECIDE),
    }
    return render(request, "crm/envelopes/detail.html", context)


@requires(Permission.FACTORING_BUY)
@require_http_methods(["GET", "POST"])
def ask(request):
    """A buyer asks with their figures."""
    buyer = queries.buyer_of(request.user)
    if buyer is None:
        raise Http404
    form = AskForm.of(request)

    def save():
        try:
            return form.create(actions.ask, by=request.user, buyer=buyer)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return None

    done = _("Votre demande est envoyée : le back-office vous répond par e-mail.")
    context = {"living": queries.living_of(buyer)}
    return edit_page(
        request,
        form,
        save=save,
        template="crm/envelopes/ask.html",
        context=context,
        done=done,
        go=lambda saved: redirect("crm:factoring"),
    )


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def terms(request, pk):
    """`Accorder`, or change the terms of an envelope that is granted."""
    envelope = _envelope(request.user, pk)
    grants = envelope.status == "asked"
    if not grants and envelope.status not in ("granted", "suspended"):
        raise PermissionDenied
    form = TermsForm.of(request, instance=envelope)

    def save():
        decided = {"envelope": envelope, "terms": form.terms(), "reasons": form.cleaned_data["reasons"]}
        if grants:
            return actions.grant(**decided, by=request.user)
        return actions.change(**decided, version=form.seen_version, by=request.user)

    done = _("L’enveloppe est accordée.") if grants else _("Les conditions sont changées.")
    context = {"envelope": envelope, "grants": grants}
    return edit_page(request, form, save=save, template="crm/envelopes/terms.html", context=context, done=done)


def _step(request, pk: int, step: Step, action, *, with_reason: bool):
    envelope = _envelope(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None) if with_reason else None
    act = partial(action, envelope=envelope, by=request.user)
    return step_page(request, step, Place(envelope, _("Enveloppe"), envelope.buyer.display_name), act, form=form)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def refusal(request, pk):
    return _step(request, pk, REFUSAL, actions.refuse, with_reason=True)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def suspension(request, pk):
    return _step(request, pk, SUSPENSION, actions.suspend, with_reason=True)


@requires(Permission.FACTORING_DECIDE)
@require_http_methods(["GET", "POST"])
def resumption(request, pk):
    return _step(request, pk, RESUMPTION, actions.resume, with_reason=False)
