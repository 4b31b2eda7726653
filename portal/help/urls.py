from django.urls import path

from portal.help import views

app_name = "help"

urlpatterns = [
    path("aide/", views.index, name="index"),
    path("aide/<slug:slug>/", views.article, name="article"),
    path("mentions-legales/", views.legal, name="legal"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
