from contracts.sales import admin as sales_admin

__all__ = ["sales_admin"]
