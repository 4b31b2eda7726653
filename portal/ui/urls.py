from django.conf import settings
from django.urls import path

from portal.ui import views

urlpatterns = [path("apparence/", views.set_theme, name="ui_theme")]
if settings.DEBUG or settings.DEMO:
    urlpatterns += [
        path("demonstration/", views.demo_filling, name="ui_filling"),
        path("", views.gallery, name="ui_gallery"),
        path("client/", views.gallery, {"frame": "client"}, name="ui_gallery_client"),
        path("connexion/", views.gallery, {"frame": "login"}, name="ui_gallery_login"),
    ]
