from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.client_menu import MORE, ClientLink
from portal.core.plugs.menu import MenuEntry
from portal.undo.commands import Command
from subscriptions.payments.purposes import PaymentPurpose
from subscriptions.shop import board, tasks
from subscriptions.shop.actions import addresses, ordering
from subscriptions.shop.help import ARTICLES
from subscriptions.shop.listing import ADDRESSES, ITEMS, ORDERS, RATES
from subscriptions.shop.models import Order
from subscriptions.shop.retention import RULES
from subscriptions.shop.space import SPACE


def _describe(payment) -> str:
    order = ordering.order_of(payment)
    words = {"number": order.number, "name": order.delivery["name"], "city": order.delivery["city"]}
    return _("Commande %(number)s, livrée à %(name)s, %(city)s") % words


TASKS = (tasks.tidy,)
PLUG = Plug(
    menu=MenuEntry(
        _("Boutique"), "subscriptions:shop", "building-store", Permission.SHOP, 40, "/boutique/", also_active="/panier/"
    ),
    client_menu=(
        ClientLink(
            _("Mes commandes"),
            _("Commandes"),
            "subscriptions:orders",
            "package",
            Permission.ORDERS,
            50,
            ("/commandes/",),
            has=lambda user: Order.objects.visible_to(user),
        ),
        ClientLink(
            _("Boutique"), _("Boutique"), "subscriptions:shop", "building-store", Permission.SHOP, 60, place=MORE
        ),
    ),
    lists=(ORDERS, ITEMS, RATES, ADDRESSES),
    retention=RULES,
    undo=Command(
        addresses.REMOVAL,
        _("Vous venez de supprimer cette adresse."),
        addresses.undo_removal,
        addresses.finish_removal,
    ),
    space=SPACE,
    board=board.SOURCES,
    help=ARTICLES,
    payments=PaymentPurpose(
        name=ordering.PURPOSE,
        describe=_describe,
        paid=ordering.paid,
        disputed=ordering.disputed,
        return_url=lambda payment: ordering.order_of(payment).get_absolute_url(),
    ),
    history={
        "shop.placed": Sentence(_("{actor} a passé la commande"), "shopping-cart", "info"),
        "shop.paid": Sentence(_("Le paiement est reçu"), "check", "success"),
        "shop.abandoned": Sentence(_("La commande n’a pas été payée : les articles sont libérés"), "ban", "muted"),
        "shop.prepared": Sentence(_("{actor} a préparé le colis"), "package", "progress"),
        "shop.shipped": Sentence(_("{actor} a remis le colis à {carrier}"), "truck", "progress"),
        "shop.delivered": Sentence(_("Le colis est livré"), "circle-check", "success"),
        "shop.cancelled": Sentence(_("{actor} a annulé la commande"), "ban", "danger"),
        "shop.returned": Sentence(_("{actor} a enregistré le retour"), "arrow-back-up", "warning"),
        "shop.withdrawn": Sentence(_("L’acheteur renonce à la commande"), "arrow-back-up", "warning"),
        "shop.item_created": Sentence(_("{actor} a créé l’article"), "plus", "neutral"),
        "shop.item_changed": Sentence(_("{actor} a modifié l’article"), "pencil", "neutral"),
        "shop.address_created": Sentence(_("{actor} a ajouté l’adresse"), "plus", "neutral"),
        "shop.address_changed": Sentence(_("{actor} a modifié l’adresse"), "pencil", "neutral"),
        "shop.address_removed": Sentence(_("{actor} a supprimé l’adresse"), "trash", "muted"),
        "shop.address_restored": Sentence(_("{actor} a rétabli l’adresse"), "arrow-back-up", "neutral"),
        "shop.rate_created": Sentence(_("{actor} a créé le tarif à {price} HT"), "plus", "neutral"),
        "shop.rate_changed": Sentence(_("{actor} a changé le prix : {before} → {price} HT"), "pencil", "neutral"),
        "shop.rate_moved": Sentence(_("{actor} a modifié le tarif. Avant : {moved}, {before} HT"), "pencil", "neutral"),
        "shop.rate_retired": Sentence(_("{actor} a retiré le tarif"), "archive", "muted"),
        "shop.rate_restored": Sentence(_("{actor} a remis le tarif en vigueur"), "refresh", "success"),
    },
)
