from catalog.offer import admin as offer_admin

__all__ = ["offer_admin"]
