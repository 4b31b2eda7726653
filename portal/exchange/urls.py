from django.urls import path

from portal.exchange import views

app_name = "exchange"
urlpatterns = [
    path("vues/<slug:name>/", views.save_view, name="save_view"),
    path("vues/<int:pk>/modification/", views.change_view, name="change_view"),
    path("vues/<int:pk>/suppression/", views.delete_view, name="delete_view"),
    path("exports/", views.exports, name="exports"),
    path("exports/<uuid:pk>/", views.export, name="export"),
    path("exports/<uuid:pk>/fichier/", views.export_file, name="export_file"),
    path("actions/<uuid:pk>/", views.bulk, name="bulk"),
]
