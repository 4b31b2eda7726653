from subscriptions.invoices import admin as invoices_admin
from subscriptions.legacy import admin as legacy_admin
from subscriptions.payments import admin as payments_admin
from subscriptions.plans import admin as plans_admin
from subscriptions.portfolio import admin as portfolio_admin
from subscriptions.renewal import admin as renewal_admin
from subscriptions.shop import admin as shop_admin

__all__ = [
    "invoices_admin",
    "legacy_admin",
    "payments_admin",
    "plans_admin",
    "portfolio_admin",
    "renewal_admin",
    "shop_admin",
]
