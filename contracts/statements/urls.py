from django.urls import path

from contracts.statements import views

urlpatterns = [
    path("clients/<int:pk>/releves/nouveau/", views.new, name="statement_new"),
    path("releves/<uuid:pk>/", views.detail, name="statement"),
    path("releves/<uuid:pk>/fichier/", views.file, name="statement_file"),
]
