"""Turning renewal on, stopping it in two clicks, taking that back, charging another card."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values.money import format_euros
from portal.ui.steps import Place, Step, form_page, step_page
from subscriptions.plans import queries as plans
from subscriptions.plans.messages import consent_text
from subscriptions.plans.models import Subscription
from subscriptions.plans.queries import open_period
from subscriptions.plans.views.whom import ACTORS, Whom
from subscriptions.portfolio.listing import subscribe_label
from subscriptions.portfolio.queries import portfolio_of
from subscriptions.renewal import actions, ending, queries
from subscriptions.renewal.forms import EndForm, RenewalForm
from subscriptions.renewal.rules import REFUND_DAYS

STOP = Step(
    title=_("Arrêter le renouvellement"),
    text=_("L’abonnement reste ouvert jusqu’à sa fin, puis s’arrête. Rien ne sera plus débité."),
    button=_("Arrêter le renouvellement"),
    icon="ban",
    done=_("Le renouvellement est arrêté. Un e-mail le confirme."),
    danger=True,
)
END = Step(
    title=_("Résilier l’abonnement"),
    text=_(
        "L’envoi de l’avis de renouvellement n’est pas prouvé. Vous pouvez donc résilier à tout moment, sans frais "
        "(article L215-1 du code de la consommation). L’accès reste ouvert jusqu’à ce soir."
    ),
    button=_("Résilier l’abonnement"),
    icon="ban",
    danger=True,
)


@requires(Permission.PORTFOLIO_USE, Permission.PORTFOLIO_REVIEW)
@require_GET
def client(request, pk):
    """A client of the portfolio: what they have and what will happen; nothing of that before the link is there."""
    link = get_object_or_404(portfolio_of(request.user), pk=pk)
    if not link.is_linked:
        return render(request, "subscriptions/portfolio/waiting.html", {"link": link})
    subscription = getattr(link.account, "subscription", None)
    renewal = queries.renewal_of(subscription) if subscription else None
    context = {
        "link": link,
        "subscription": subscription,
        "period": plans.open_period(link.account),
        "contents": plans.names_of(plans.contents_of(link.account)),
        "periods": plans.history_of(link.account)[:12],
        "renewal": renewal,
        "is_payer": renewal is not None and renewal.payer_id == request.user.pk,
        "forecast": queries.forecast(subscription, for_payer=not renewal or renewal.payer_id == request.user.pk),
        "subscribe_label": subscribe_label(link),
        "may_act": request.user.has_right(Permission.PORTFOLIO_USE),
        "timeline": history_of(subscription) if subscription else [],
    }
    return render(request, "subscriptions/portfolio/client.html", context)


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
    text = consent_text(period)
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
    context["card_url"] = f"{reverse('subscriptions:card_new')}?next={request.path}"
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


@requires(*ACTORS)
@never_cache
@require_http_methods(["GET", "POST"])
def end(request, pk=None):
    """What comes back and until when access stays, before it is confirmed; then end it, free of charge."""
    whom, subscription = _subscription(request, pk)
    period = open_period(whom.account)
    if sentence := queries.why_not_ended(period):
        messages.warning(request, sentence)
        return redirect(whom.home_url)
    shown = queries.ending_of(period)
    form = EndForm(request.POST if request.method == "POST" else None, ending=shown)

    def act(seen, last_day):
        ending.end(subscription=subscription, seen=seen, last_day=last_day, by=request.user)
        if not seen:
            return _("L’abonnement est résilié. Un e-mail le confirme.")
        return _("L’abonnement est résilié et %s sont remboursés. Un e-mail le confirme.") % format_euros(seen)

    place = Place(subscription, whom.name, shows_status=False, back_url=whom.home_url)
    context = {"ending": shown, "period": period, "days": REFUND_DAYS, "me": request.user}
    template = "subscriptions/renewal/end.html"
    return step_page(request, END, place, act, form=form, go=whom.home_url, template=template, context=context)
