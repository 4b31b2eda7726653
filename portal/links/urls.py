from django.urls import path

from portal.links import views
from portal.links.purposes import RENEWAL

app_name = "links"

urlpatterns = [
    path("<str:token>/", views.open_link, name="open"),
    path(f"<str:token>/{RENEWAL}/", views.renew, name="renew"),
    path("<str:token>/<slug:action>/", views.open_link, name="action"),
]
