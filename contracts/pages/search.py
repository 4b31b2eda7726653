"""Products for sale in the global search."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Product
from portal.access.permissions import Permission
from portal.core.plugs.search import Hit, SearchSource
from portal.core.values.money import format_euros
from portal.core.values.text import normalise


def search_products(user, words: str, limit: int) -> list[Hit]:
    """Return products on sale whose name or reference contains every word, by name; one query.

    A catalogue holds some hundred products: they are filtered in Python, ignoring case and accents, rather than
    indexed.
    """
    wanted = normalise(words).split()
    sells = user.has_right(Permission.CONTRACTS_CREATE)
    found = (each for each in Product.objects.on_sale() if _holds(each, wanted))
    return [_product(product, sells) for product, _place in zip(found, range(limit), strict=False)]


def _holds(product: Product, wanted: list[str]) -> bool:
    text = normalise(product.name, product.reference, product.summary)
    return all(word in text for word in wanted)


def _product(product: Product, sells: bool) -> Hit:
    """Return the hit: sellers open a new contract for the product, others its administration page."""
    new = f"{reverse('contracts:new')}?{urlencode({'produit': product.pk})}"
    price = _("%(price)s TTC") % {"price": format_euros(product.price.gross)}
    if product.is_monthly:
        price = _("%(price)s TTC / mois") % {"price": format_euros(product.price.gross)}
    return Hit(
        title=product.name,
        url=new if sells else reverse("admin:catalog_product_change", args=[product.pk]),
        subtitle=" · ".join([product.reference, price]),
    )


PRODUCTS = SearchSource(
    name="products",
    label=gettext_lazy("Produits"),
    icon="package",
    search=search_products,
    rights=(Permission.CONTRACTS_CREATE, Permission.OFFER_EDIT),
    order=30,
)
