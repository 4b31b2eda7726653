from crm.clients.models import Client

__all__ = ["Client"]
