from crm.clients import admin as clients_admin

__all__ = ["clients_admin"]
