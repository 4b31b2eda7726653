"""The lists of orders, articles, shipping rates and addresses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.values.money import format_euros
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown
from subscriptions.shop.addresses import Address
from subscriptions.shop.filters import AddressFilters, ItemFilters, OrderFilters, RateFilters
from subscriptions.shop.models import Item, Order
from subscriptions.shop.rates import ShippingRate

ORDERS = Listing(
    name="commandes",
    title=_("Commandes"),
    path="commandes/",
    url_name="subscriptions:orders",
    icon="truck",
    menu=41,
    right=Permission.ORDERS,
    model=Order,
    filters=OrderFilters,
    card=Card(
        title="number",
        status=True,
        lines=("delivery_name",),
        strong="gross_label",
        unit=_("TTC"),
        foot=Day("created_at", _("Du %(day)s")),
    ),
    found=Found(_("Commandes"), 72, ("delivery_name", Shown("gross", format_euros))),
    columns=(
        Column("numero", _("Numéro"), "number", whole=True),
        Column("date", _("Date"), "created_at"),
        Column("livree_a", _("Livrée à"), "delivery_name"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("ttc", _("TTC"), "gross", show=format_euros, number=True, totals=(Total("gross"),)),
        Column("suivi", _("Numéro de suivi"), "tracking_number", default=False, whole=True),
        Column("poids", _("Poids (g)"), "weight", number=True, default=False),
        Column("par", _("Commandée par"), "owner.get_full_name", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="date"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="date"),
        Sort("nom", _("Livrée à, de A à Z"), "sort_name", column="livree_a"),
        Sort("nom-z", _("Livrée à, de Z à A"), "sort_name", descending=True, column="livree_a"),
    ),
    presets=(
        Preset("a-expedier", _("À expédier"), "statut=paid&statut=prepared"),
        Preset("expediees", _("Expédiées"), "statut=shipped"),
        Preset("livrees", _("Livrées"), "statut=delivered"),
    ),
    noun=lambda count: ngettext("commande", "commandes", count),
    empty=Empty(_("Aucune commande"), _("Elles apparaissent ici dès votre premier achat."), icon="truck"),
    search_label=_("Chercher une commande"),
    search_hint=_("Numéro, nom, ville, numéro de suivi"),
    export_right=Permission.SHOP_MANAGE,
)

ITEMS = Listing(
    name="articles",
    title=_("Articles"),
    path="boutique/articles/",
    url_name="subscriptions:items",
    icon="package",
    menu=44,
    right=Permission.SHOP_MANAGE,
    model=Item,
    filters=ItemFilters,
    card=Card(
        title="name",
        eyebrow="reference",
        lines=("state_label",),
        strong=Shown("price", format_euros),
        unit=_("HT"),
        in_panel=False,
    ),
    columns=(
        Column("nom", _("Nom"), "name"),
        Column("reference", _("Référence"), "reference", whole=True),
        Column("prix", _("Prix HT"), "price", show=format_euros, number=True),
        Column("tva", _("TVA"), "vat_rate"),
        Column("stock", _("Stock"), "stock", number=True),
        Column("poids", _("Poids (g)"), "weight", number=True),
        Column("etat", _("État"), "state_label"),
    ),
    sorts=(
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="nom"),
        Sort("stock", _("Stock le plus bas"), "stock", column="stock"),
        Sort("stock-haut", _("Stock le plus haut"), "stock", descending=True, column="stock"),
    ),
    presets=(
        Preset("en-vente", _("En vente"), "en_vente=True"),
        Preset("retires", _("Retirés"), "en_vente=False"),
    ),
    noun=lambda count: ngettext("article", "articles", count),
    empty=Empty(_("Aucun article"), _("Ajoutez ce que la boutique vend."), icon="package"),
    buttons=(
        ListButton(_("Nouvel article"), "subscriptions:item_new", "plus", primary=True, right=Permission.SHOP_MANAGE),
    ),
    row_url="get_edit_url",
    in_panel=lambda item: False,
    search_label=_("Chercher un article"),
    search_hint=_("Nom, référence"),
)

RATES = Listing(
    name="tarifs-de-livraison",
    title=_("Tarifs de livraison"),
    path="boutique/tarifs-de-livraison/",
    url_name="subscriptions:rates",
    icon="scale",
    menu=45,
    right=Permission.SHOP_MANAGE,
    model=ShippingRate,
    filters=RateFilters,
    rows_first=True,
    card=Card(
        title="label",
        eyebrow="state_label",
        strong=Shown("price", format_euros),
        unit=_("HT"),
        in_panel=False,
    ),
    columns=(
        Column("tarif", _("Tarif"), "label"),
        Column("poids", _("Jusqu’à"), "weight_label", value="up_to", number=True, default=False),
        Column("prix", _("Prix HT"), "price", show=format_euros, number=True),
        Column("etat", _("État"), "state_label"),
        Column("zone", _("Zone"), "zone", default=False),
        Column("modifie", _("Modifié le"), "changed_at", default=False),
    ),
    sorts=(
        Sort("zone", _("Zone, puis poids"), "sort_name", column="tarif"),
        Sort("prix", _("Prix croissant"), "price", column="prix"),
    ),
    noun=lambda count: ngettext("tarif", "tarifs", count),
    empty=Empty(
        _("Aucun tarif de livraison"),
        _("Sans tarif, aucune commande ne peut être passée."),
        icon="truck",
        invitation=_("Sans tarif, aucune commande ne peut être passée : créez le premier."),
    ),
    buttons=(
        ListButton(_("Nouveau tarif"), "subscriptions:rate_new", "plus", primary=True, right=Permission.SHOP_MANAGE),
    ),
    search_label=_("Chercher un tarif"),
    search_hint=_("Zone, poids"),
    in_panel=lambda rate: False,
    template="subscriptions/shop/rates.html",
)

ADDRESSES = Listing(
    name="mes-adresses",
    title=_("Mes adresses"),
    path="mon-espace/adresses/",
    url_name="subscriptions:addresses",
    icon="map-pin",
    right=Permission.SHOP,
    model=Address,
    filters=AddressFilters,
    card=Card(title="name", eyebrow="default_label", lines=("address", "place"), in_panel=False),
    columns=(
        Column("nom", _("Nom ou société"), "name"),
        Column("adresse", _("Adresse"), "address"),
        Column("ville", _("Ville"), "place"),
        Column("defaut", _("Par défaut"), "default_label"),
        Column("utilisee", _("Dernière utilisation"), "used_at", default=False),
    ),
    sorts=(
        Sort("recent", _("Dernières utilisées"), "used_at", descending=True, column="utilisee"),
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
    ),
    noun=lambda count: ngettext("adresse", "adresses", count),
    empty=Empty(
        _("Aucune adresse"),
        _("Ajoutez une adresse pour commander plus vite."),
        invitation=_("Ajoutez une adresse pour commander plus vite."),
    ),
    buttons=(ListButton(_("Nouvelle adresse"), "subscriptions:address_new", "plus", primary=True),),
    search_label=_("Chercher une adresse"),
    search_hint=_("Nom, rue, ville, code postal"),
    in_panel=lambda address: False,
    template="subscriptions/shop/address_list.html",
)
