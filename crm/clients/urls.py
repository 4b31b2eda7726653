from django.urls import path

from crm.clients import views
from crm.clients.listing import CLIENTS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(CLIENTS),
    path("clients/<int:pk>/donnees/", views.data, name="data"),
]
