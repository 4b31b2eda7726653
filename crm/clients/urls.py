from django.urls import path

from crm.clients import views

urlpatterns = [
    path("clients/", views.index, name="list"),
    path("clients/suggestions/", views.suggestions, name="suggestions"),
    path("clients/<int:pk>/donnees/", views.data, name="data"),
]
