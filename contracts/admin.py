from contracts.pages import admin as sales_admin

__all__ = ["sales_admin"]
