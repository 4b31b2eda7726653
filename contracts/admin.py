from contracts.pages import admin as sales_admin
from contracts.statements import admin as statements_admin

__all__ = ["sales_admin", "statements_admin"]
