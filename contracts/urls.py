from contracts.sales.urls import urlpatterns

app_name = "contracts"

__all__ = ["app_name", "urlpatterns"]
