from django.urls import path

from portal.operations import views

app_name = "operations"

urlpatterns = [
    path("etat/", views.services, name="services"),
    path("etat/messages/", views.lost_messages, name="messages"),
    path("etat/messages/actions/", views.bulk, name="bulk"),
    path("etat/messages/<int:pk>/", views.message, name="message"),
    path("etat/messages/<int:pk>/renvoi/", views.resending, name="resending"),
    path("metrics", views.metrics, name="metrics"),
]
