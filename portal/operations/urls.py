from django.urls import path

from portal.operations import views

app_name = "operations"

urlpatterns = [
    path("etat/", views.services, name="services"),
    path("etat/messages/", views.lost_messages, name="messages"),
    path("etat/messages/actions/", views.bulk, name="bulk"),
    path("etat/messages/<int:pk>/", views.message, name="message"),
    path("etat/messages/<int:pk>/renvoi/", views.resending, name="resending"),
    path("etat/preuves/", views.evidence, name="evidence"),
    path("etat/preuves/verification/", views.verifying, name="verifying"),
    path("etat/preuves/<uuid:pk>/verification/", views.file_check, name="file_check"),
    path("metrics", views.metrics, name="metrics"),
]
