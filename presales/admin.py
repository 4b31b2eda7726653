from presales.opportunities import admin as opportunities_admin
from presales.requests import admin as requests_admin

__all__ = ["opportunities_admin", "requests_admin"]
