"""Where Stripe reports. What it did not sign changes nothing; what it signed is kept, and a worker handles it."""

import logging
import math
import re

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.access.decorators import public
from subscriptions.payments import events
from subscriptions.payments.gateways import stripe

log = logging.getLogger("comptoir.payments")
LARGEST = 256 * 1024
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither a NUL nor half of a surrogate pair


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
    if not _is_storable(event):
        log.warning("a signed event that cannot be kept was refused")
        return HttpResponse(status=400)
    if event.get("id"):
        events.keep(gateway=stripe.StripeGateway.name, body=event)
    return HttpResponse(status=200)


def _is_storable(value) -> bool:
    """Return whether the database can keep a JSON value as it is."""
    if isinstance(value, dict):
        return all(_is_storable(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(map(_is_storable, value))
    if isinstance(value, str):
        return not UNSTORABLE.search(value)
    return not isinstance(value, float) or math.isfinite(value)
