"""Where Stripe reports. What it did not sign changes nothing; what it signed is kept, and a worker handles it."""

import logging

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.access.decorators import public
from subscriptions.payments import events
from subscriptions.payments.gateways import stripe

log = logging.getLogger("comptoir.payments")
LARGEST = 256 * 1024


@public("signed by the processor: the signature is the key")
@csrf_exempt
@require_POST
def stripe_events(request):
    """One event of Stripe (JSON, header Stripe-Signature)."""
    body = request.body
    if not settings.STRIPE_WEBHOOK_SECRET or len(body) > LARGEST:
        return HttpResponse(status=403)
    try:
        event = stripe.verified(body, request.headers.get("Stripe-Signature", ""))
    except stripe.Forged:
        log.warning("an event without a valid signature was refused")
        return HttpResponse(status=403)
    if event.get("id"):
        events.keep(gateway=stripe.StripeGateway.name, body=event)
    return HttpResponse(status=200)
