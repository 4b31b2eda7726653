from django.urls import path, re_path

from portal.links import views
from portal.links.purposes import RENEWAL

app_name = "links"

# What a mail program took for the end of the address: `)`, `,`, `.`, `>`, `»`…
BEHIND = r"[^\w/-]+"

urlpatterns = [
    re_path(rf"^(?P<token>[A-Za-z0-9_-]{{43}})/?{BEHIND}/?$", views.without_what_follows, name="untidy"),
    path("<str:token>/", views.open_link, name="open"),
    path(f"<str:token>/{RENEWAL}/", views.renew, name="renew"),
    path("<str:token>/<slug:action>/", views.open_link, name="action"),
]
