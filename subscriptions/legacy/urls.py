from django.urls import path

from portal.exchange.lists import list_urls
from subscriptions.legacy import views
from subscriptions.legacy.listing import LEGACY

urlpatterns = [
    *list_urls(LEGACY),
    path("portefeuille/anciens/<int:pk>/", views.detail, name="legacy_account"),
    path("portefeuille/anciens/<int:pk>/suppression/", views.removal, name="legacy_removal"),
]
