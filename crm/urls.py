from crm.clients.urls import urlpatterns

app_name = "crm"

__all__ = ["app_name", "urlpatterns"]
