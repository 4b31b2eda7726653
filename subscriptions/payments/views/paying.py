"""The page where a payment is made. The portal never sees a card: with the demonstration one picks a named one."""

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.core.plumbing.unavailable import Unavailable
from portal.ui.steps import form_page, form_status
from subscriptions.payments import actions
from subscriptions.payments.enums import Status
from subscriptions.payments.forms import DemoCardForm
from subscriptions.payments.gateways.choice import gateway_named
from subscriptions.payments.gateways.demo import DemoGateway
from subscriptions.payments.models import Payment

KEEP = "payments.keep"
PROCESSOR = "https://js.stripe.com"
CARD_FORM = {
    "script-src": [PROCESSOR],
    "frame-src": [PROCESSOR, "https://hooks.stripe.com"],
    "connect-src": ["'self'", "https://api.stripe.com"],
}


def _payment_for(user, pk) -> Payment:
    payment = get_object_or_404(Payment.objects.visible_to(user), pk=pk)
    if payment.payer_id != user.pk:
        raise PermissionDenied
    return payment


@requires()
@never_cache
@require_http_methods(["GET", "POST"])
def payment(request, pk):
    """Give a card; once the money came, go on to what was bought."""
    asked = _payment_for(request.user, pk)
    if asked.is_settled:
        return redirect(asked.return_url)
    if asked.closed_at:
        return render(request, "subscriptions/payments/closed.html", {"payment": asked}, status=410)
    if not asked.takes_cards:
        return redirect(asked.return_url)
    if asked.gateway != DemoGateway.name:
        return _at_the_processor(request, asked)
    start = {"keep": asked.keep}
    form = DemoCardForm(request.POST if request.method == "POST" else None, account=request.user, initial=start)
    if form.is_bound and form.is_valid():
        outcome = DemoGateway().present(asked, form.chosen, keep=form.keeps)
        asked = actions.settle(payment=asked, outcome=outcome)
        if asked.status == Status.TO_AUTHENTICATE:
            request.session[KEEP] = form.keeps
            return redirect("subscriptions:payment_authentication", pk)
        if asked.is_settled:
            return redirect(asked.return_url)
        return form_page(request, form, "subscriptions/payments/demo.html", {"payment": asked})
    context = {"form": form, "payment": asked}
    return render(request, "subscriptions/payments/demo.html", context, status=form_status(form))


@csp_update(CARD_FORM)
def _at_the_processor(request, asked: Payment):
    """Begin the payment on a POST, then show the processor's own form; what became of it is looked up by a worker."""
    context = {"payment": asked, "key": settings.STRIPE_PUBLISHABLE_KEY, "secret": "", "problem": ""}
    context["return_to"] = f"{settings.PUBLIC_BASE_URL}{asked.return_url}"
    if request.method == "POST":
        try:
            reference, context["secret"] = gateway_named(asked.gateway).start(asked)
        except Unavailable as away:
            context["problem"] = str(away)
        else:
            actions.begin(payment=asked, reference=reference)
    return render(request, "subscriptions/payments/stripe.html", context)


@requires()
@never_cache
@require_http_methods(["GET", "POST"])
def authentication(request, pk):
    """Play the bank of the demonstration, which asks the card's holder to confirm."""
    asked = _payment_for(request.user, pk)
    if asked.status != Status.TO_AUTHENTICATE or asked.gateway != DemoGateway.name or asked.closed_at:
        return redirect(asked)
    if request.method == "POST":
        accepted, keep = "accepter" in request.POST, bool(request.session.pop(KEEP, False))
        outcome = DemoGateway().confirm(asked, accepted=accepted, keep=keep)
        asked = actions.settle(payment=asked, outcome=outcome)
        return redirect(asked.return_url if asked.is_settled else asked)
    return render(request, "subscriptions/payments/bank.html", {"payment": asked})
