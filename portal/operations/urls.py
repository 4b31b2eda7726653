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
    path("etat/preuves/", views.evidence, name="evidence"),
    path("etat/preuves/verification/", views.verifying, name="verifying"),
    path("etat/preuves/<uuid:pk>/verification/", views.file_check, name="file_check"),
    path("metrics", views.metrics, name="metrics"),
]
