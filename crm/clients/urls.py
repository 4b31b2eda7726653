from django.urls import path

from crm.clients.views import data, desk, lists

urlpatterns = [
    path("clients/", lists.index, name="list"),
    path("clients/suggestions/", lists.suggestions, name="suggestions"),
    path("clients/export/", lists.export, name="export"),
    path("clients/nouveau/", data.new, name="new"),
    path("clients/<int:pk>/", desk.desk, name="client"),
    path("clients/<int:pk>/donnees/", data.data, name="data"),
]
