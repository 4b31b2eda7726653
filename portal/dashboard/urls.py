from django.urls import path

from portal.dashboard import search, views

app_name = "dashboard"

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", search.search, name="search"),
    path("support/", views.support, name="support"),
]
