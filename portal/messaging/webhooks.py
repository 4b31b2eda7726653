"""Provider callbacks. One without a valid signature changes nothing."""

import logging

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.access.decorators import public
from portal.messaging import receipts
from portal.messaging.gateways import twilio

logger = logging.getLogger("comptoir.messaging")
LONGEST = 64


@public("signed by the provider: the signature is the key")
@csrf_exempt
@require_POST
def twilio_status(request):
    """The status callback of one SMS (Twilio Messaging, form-encoded, header X-Twilio-Signature)."""
    fields = {name: request.POST.get(name, "") for name in request.POST}
    signature = request.headers.get("X-Twilio-Signature", "")
    if settings.SMS_GATEWAY != "twilio" or not twilio.is_genuine(fields, signature):
        logger.warning("a callback without a valid signature was refused")
        return HttpResponse(status=403)
    status, provider_id = fields.get("MessageStatus", ""), fields.get("MessageSid", "")
    if status and provider_id and max(len(status), len(provider_id)) <= LONGEST:
        outcome = twilio.reported(provider_id, status, fields.get("ErrorCode", ""))
        receipts.keep(provider=twilio.TwilioGateway.name, status=status, outcome=outcome)
    return HttpResponse(status=204)
