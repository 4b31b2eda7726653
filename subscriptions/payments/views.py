"""The page where a payment is made. The portal never sees a card: with the demonstration one picks a named one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.ui.steps import form_page, form_status
from subscriptions.payments import actions
from subscriptions.payments.enums import Status
from subscriptions.payments.forms import DemoCardForm
from subscriptions.payments.gateways.demo import DemoGateway
from subscriptions.payments.models import Payment

KEEP = "payments.keep"


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
    if asked.gateway != DemoGateway.name:
        raise Http404
    form = DemoCardForm(request.POST if request.method == "POST" else None, account=request.user)
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
