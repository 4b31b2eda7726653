from django.urls import path

from portal.exchange import views
from portal.exchange.imports import views as imports

app_name = "exchange"
urlpatterns = [
    path("vues/<slug:name>/", views.save_view, name="save_view"),
    path("vues/<int:pk>/modification/", views.change_view, name="change_view"),
    path("vues/<int:pk>/suppression/", views.delete_view, name="delete_view"),
    path("exports/", views.exports, name="exports"),
    path("exports/<uuid:pk>/", views.export, name="export"),
    path("exports/<uuid:pk>/fichier/", views.export_file, name="export_file"),
    path("actions/<uuid:pk>/", views.bulk, name="bulk"),
    path("imports/", imports.index, name="imports"),
    path("imports/nouveau/<slug:name>/", imports.new, name="import_new"),
    path("imports/<uuid:pk>/", imports.detail, name="import"),
    path("imports/<uuid:pk>/lecture/", imports.check, name="import_reading"),
    path("imports/<uuid:pk>/lignes/", imports.report, name="import_report"),
    path("imports/<uuid:pk>/confirmation/", imports.confirmation, name="import_confirmation"),
    path("imports/<uuid:pk>/arret/", imports.cancellation, name="import_cancellation"),
    path("imports/<uuid:pk>/annulation/", imports.undoing, name="import_undoing"),
]
