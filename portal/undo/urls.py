from django.urls import path

from portal.undo import views

app_name = "undo"

urlpatterns = [path("annuler/<uuid:pk>/", views.undoing, name="undoing")]
