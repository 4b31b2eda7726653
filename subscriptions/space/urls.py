from django.urls import path

from subscriptions.space import views

urlpatterns = [path("mon-espace/", views.index, name="space")]
