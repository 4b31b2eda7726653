from django.urls import path

from crm.clients.listing import CLIENTS
from crm.clients.views import admin_tab, adviser, data, desk, merging
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(CLIENTS),
    path("mon-conseiller/photo/", adviser.photo, name="adviser_photo"),
    path("clients/nouveau/", data.new, name="new"),
    path("clients/corbeille/", admin_tab.bin_, name="bin"),
    path("clients/<int:pk>/", desk.desk, name="client"),
    path("clients/<int:pk>/donnees/", data.data, name="data"),
    path("clients/<int:pk>/admin/", admin_tab.admin, name="admin"),
    path("clients/<int:pk>/admin/suppression/", admin_tab.removal, name="removal"),
    path("clients/<int:pk>/admin/restauration/", admin_tab.restoration, name="restoration"),
    path("clients/<int:pk>/admin/fusion/", merging.merge, name="merge"),
    path("clients/<int:pk>/admin/<slug:step>/", admin_tab.stage, name="stage"),
]
