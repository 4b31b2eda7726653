"""By whom cards are charged."""

from portal.configuration.environment import env
from portal.configuration.messages import DEMO

PAYMENT_GATEWAY = env("PAYMENT_GATEWAY", default="demo" if DEMO else "stripe")
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_PUBLISHABLE_KEY = env("STRIPE_PUBLISHABLE_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")  # another host than the processor's own, for tests
STRIPE_SECONDS = env.float("STRIPE_SECONDS", default=10.0)
CARD_SETUP_MINUTES = env.int("CARD_SETUP_MINUTES", default=120)  # a card that is being added is waited for so long
SHOP_RESERVATION_MINUTES = env.int("SHOP_RESERVATION_MINUTES", default=30)  # articles wait so long for the payment
SHOP_DELIVERED_AFTER_DAYS = env.int("SHOP_DELIVERED_AFTER_DAYS", default=21)
# The seller pays VAT on services as they are invoiced, not as they are paid: said on invoices.
SELLER_VAT_ON_DEBITS = env.bool("SELLER_VAT_ON_DEBITS", default=False)
