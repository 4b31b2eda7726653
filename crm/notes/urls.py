from django.urls import path

from crm.notes import views

urlpatterns = [
    path("clients/<int:pk>/notes/", views.write, name="notes"),
    path("clients/<int:pk>/notes/<int:note_pk>/", views.edit, name="note"),
    path("clients/<int:pk>/notes/<int:note_pk>/suppression/", views.deletion, name="note_deletion"),
]
