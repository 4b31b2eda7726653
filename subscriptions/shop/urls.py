from django.urls import path

from portal.exchange.lists import list_urls
from subscriptions.shop.listing import ADDRESSES, ITEMS, ORDERS, RATES
from subscriptions.shop.views import addresses, articles, checkout, orders, rates, shelves

_rates, *rate_urls = list_urls(RATES)
urlpatterns = [
    path("boutique/", shelves.index, name="shop"),
    *list_urls(ITEMS),
    path("boutique/articles/nouveau/", articles.new, name="item_new"),
    path("boutique/articles/<int:pk>/", shelves.item, name="item"),
    path("boutique/articles/<int:pk>/photo/", shelves.picture, name="item_picture"),
    path("boutique/articles/<int:pk>/modification/", articles.edit, name="item_edit"),
    path("boutique/tarifs-de-livraison/", rates.index, name="rates"),
    *rate_urls,
    path("boutique/tarifs-de-livraison/nouveau/", rates.new, name="rate_new"),
    path("boutique/tarifs-de-livraison/<int:pk>/", rates.rate, name="rate"),
    path("boutique/tarifs-de-livraison/<int:pk>/retrait/", rates.retirement, name="rate_retirement"),
    path("boutique/tarifs-de-livraison/<int:pk>/remise/", rates.restoration, name="rate_restoration"),
    *list_urls(ADDRESSES),
    path("mon-espace/adresses/nouvelle/", addresses.new, name="address_new"),
    path("mon-espace/adresses/<int:pk>/", addresses.address, name="address"),
    path("mon-espace/adresses/<int:pk>/suppression/", addresses.removal, name="address_removal"),
    path("panier/", checkout.cart, name="cart"),
    path("commande/facturation-et-expedition/", checkout.addresses, name="checkout"),
    *list_urls(ORDERS),
    path("commandes/<int:pk>/", orders.order, name="order"),
    path("commandes/<int:pk>/preparation/", orders.simple_step, {"name": "preparation"}, name="order_preparation"),
    path("commandes/<int:pk>/expedition/", orders.shipping, name="order_shipping"),
    path("commandes/<int:pk>/livraison/", orders.simple_step, {"name": "livraison"}, name="order_delivery"),
    path("commandes/<int:pk>/annulation/", orders.cancellation, name="order_cancellation"),
    path("commandes/<int:pk>/retour/", orders.return_, name="order_return"),
    path("commandes/<int:pk>/retractation/", orders.withdrawal, name="order_withdrawal"),
]
