from django.urls import path

from portal.exchange.lists import list_urls
from portal.operations import views
from portal.operations.listing import LOST

app_name = "operations"

urlpatterns = [
    path("etat/", views.services, name="services"),
    *list_urls(LOST),
    path("etat/messages/<int:pk>/", views.message, name="message"),
    path("etat/messages/<int:pk>/renvoi/", views.resending, name="resending"),
    path("metrics", views.metrics, name="metrics"),
]
