"""Which processor charges cards here."""

from django.conf import settings

from subscriptions.payments.gateways.base import Gateway
from subscriptions.payments.gateways.demo import DemoGateway
from subscriptions.payments.gateways.stripe import StripeGateway


def gateway_named(name: str) -> Gateway:
    """Return the processor of that name. Raises `ValueError` for an unknown one."""
    if name == DemoGateway.name:
        return DemoGateway()
    if name == StripeGateway.name:
        return StripeGateway()
    raise ValueError(f"no payment gateway is called {name!r}")


def gateway() -> Gateway:
    """Return the processor that new payments go to."""
    return gateway_named(settings.PAYMENT_GATEWAY)
