from subscriptions.payments import admin as payments_admin

__all__ = ["payments_admin"]
