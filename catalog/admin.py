from catalog.library import admin as library_admin
from catalog.offer import admin as offer_admin

__all__ = ["library_admin", "offer_admin"]
