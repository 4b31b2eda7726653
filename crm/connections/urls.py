from django.urls import path

from crm.connections import views

urlpatterns = [
    path("clients/<int:pk>/connexions/", views.of_client, name="client_connexions"),
    path("prospects/<int:pk>/connexions/", views.of_prospect, name="prospect_connexions"),
]
