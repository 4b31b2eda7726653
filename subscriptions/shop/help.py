"""Help articles about the shop."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import SUBSCRIPTIONS, Article


def _figures() -> dict:
    return {"minutes": settings.SHOP_RESERVATION_MINUTES, "days": settings.WITHDRAWAL_DAYS}


ARTICLES = (
    Article(
        slug="acheter-pour-un-client",
        title=_("Acheter un produit physique pour un client"),
        summary=_("Du panier à la livraison chez votre client."),
        section=SUBSCRIPTIONS,
        template="shop.html",
        keywords=_("boutique panier commande livraison adresse carnet expédition colis suivi rétractation retour"),
        right=Permission.SHOP,
        pages=(
            "subscriptions:shop",
            "subscriptions:item",
            "subscriptions:cart",
            "subscriptions:checkout",
            "subscriptions:addresses",
            "subscriptions:address",
            "subscriptions:orders",
            "subscriptions:order",
        ),
        order=62,
        context=_figures,
    ),
)
