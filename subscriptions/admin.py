from subscriptions.invoices import admin as invoices_admin
from subscriptions.payments import admin as payments_admin

__all__ = ["invoices_admin", "payments_admin"]
