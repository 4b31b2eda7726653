from django.urls import path

from portal.core.plumbing import health

urlpatterns = [
    path("vivant", health.alive, name="alive"),
    path("pret", health.ready, name="ready"),
]
