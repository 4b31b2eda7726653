"""Choice of the gateway per channel, from the settings."""

from django.conf import settings

from portal.messaging.gateways.anymail import AnymailGateway
from portal.messaging.gateways.base import Gateway
from portal.messaging.gateways.demo import DemoGateway
from portal.messaging.gateways.inside import PortalGateway
from portal.messaging.gateways.smtp import SmtpGateway
from portal.messaging.gateways.twilio import TwilioGateway
from portal.messaging.states import Channel

DEMO_MAIL = "demo://"


def gateway_for(channel: str) -> Gateway:
    """Return the gateway of a channel, from the current settings."""
    if channel == Channel.PORTAL:
        return PortalGateway()
    if channel == Channel.SMS:
        return DemoGateway() if settings.SMS_GATEWAY == "demo" else TwilioGateway()
    if settings.EMAIL_URL.startswith(DEMO_MAIL):
        return DemoGateway()
    if settings.EMAIL_URL.startswith("anymail://"):
        return AnymailGateway()
    return SmtpGateway()
