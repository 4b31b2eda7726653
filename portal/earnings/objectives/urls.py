from django.urls import path

from portal.earnings.objectives import views

urlpatterns = [
    path("remuneration/objectifs/", views.index, name="objectives"),
    path("remuneration/objectifs/nouveau/", views.new, name="objective_new"),
    path("remuneration/objectifs/<int:pk>/", views.edit, name="objective_edit"),
]
