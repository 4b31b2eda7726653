"""Turning renewal on, stopping it in two clicks, taking that back, charging another card."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.audit.transitions import Refused
from portal.ui.steps import Place, Step, form_page, step_page
from subscriptions.plans.models import Subscription
from subscriptions.plans.queries import open_period
from subscriptions.plans.views.whom import ACTORS, Whom
from subscriptions.renewal import actions, consents, queries
from subscriptions.renewal.forms import RenewalForm

STOP = Step(
    title=_("Arrêter le renouvellement"),
    text=_("L’abonnement reste ouvert jusqu’à sa fin, puis s’arrête. Rien ne sera plus débité."),
    button=_("Arrêter le renouvellement"),
    icon="ban",
    done=_("Le renouvellement est arrêté. Un e-mail le confirme."),
    danger=True,
)


def _subscription(request, pk) -> tuple[Whom, Subscription]:
    whom = Whom.of(request, pk)
    return whom, get_object_or_404(Subscription.objects.visible_to(request.user), account=whom.account)


@requires(*ACTORS)
@require_http_methods(["GET", "POST"])
def turn_on(request, pk=None):
    """Agree to renewal after the first purchase, or choose which card it is charged to."""
    whom, subscription = _subscription(request, pk)
    period = open_period(whom.account)
    if period is None:
        return redirect(whom.plans_url)
    renewal = queries.renewal_of(subscription)
    is_on = renewal is not None and renewal.is_on and renewal.payer_id == request.user.pk
    text = consents.text_for(period)
    form = RenewalForm(request.POST if request.method == "POST" else None, payer=request.user, is_on=is_on)
    if form.is_bound and form.is_valid():
        try:
            if is_on:
                actions.use_card(subscription=subscription, method=form.chosen, by=request.user)
            else:
                actions.turn_on(subscription=subscription, method=form.chosen, text=text, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("La carte est changée.") if is_on else _("Le renouvellement est activé."))
            return redirect(whom.home_url)
    context = {"whom": whom, "period": period, "text": text, "is_on": is_on, "cards": form.cards}
    return form_page(request, form, "subscriptions/renewal/turn_on.html", context)


@requires(*ACTORS)
@require_http_methods(["GET", "POST"])
def stop(request, pk=None):
    whom, subscription = _subscription(request, pk)
    place = Place(subscription, whom.name, shows_status=False, back_url=whom.home_url)
    return step_page(
        request, STOP, place, partial(actions.stop, subscription=subscription, by=request.user), go=whom.home_url
    )


@requires(*ACTORS)
@require_POST
def resume(request, pk=None):
    """Take a stop back, as long as the period runs."""
    whom, subscription = _subscription(request, pk)
    renewal = queries.renewal_of(subscription)
    if renewal is None or renewal.payer_id != request.user.pk:
        raise PermissionDenied
    try:
        actions.resume(subscription=subscription, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, _("Le renouvellement est de nouveau actif."))
    return redirect(whom.home_url)
