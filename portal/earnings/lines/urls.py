from django.urls import path

from portal.earnings.lines import views
from portal.earnings.lines.listing import EARNINGS
from portal.exchange.lists import list_urls

_page, *_others = list_urls(EARNINGS)
urlpatterns = [path("remuneration/", views.index, name="lines"), *_others]
