from django.urls import path

from portal.exchange.lists import list_urls
from subscriptions.portfolio import views
from subscriptions.portfolio.listing import PORTFOLIO, QUEUE

urlpatterns = [
    *list_urls(PORTFOLIO),
    *list_urls(QUEUE),
    path("portefeuille/ajout/", views.add, name="portfolio_add"),
    path("portefeuille/demandes/<int:pk>/", views.request_page, name="portfolio_request"),
    path("portefeuille/demandes/<int:pk>/accepter/", views.acceptance, name="portfolio_acceptance"),
    path("portefeuille/demandes/<int:pk>/refuser/", views.refusal, name="portfolio_refusal"),
    path("mon-espace/conseillers/<int:pk>/depart/", views.departure, name="portfolio_departure"),
]
