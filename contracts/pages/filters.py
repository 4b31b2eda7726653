"""Filters of lists of contracts. Names of parameters are French: people share these addresses."""

from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from contracts.sales.enums import Status
from portal.access import scopes
from portal.access.scopes import Reach
from portal.accounts.list_filters import agency_filter, seller_filter
from portal.core.values.text import normalise
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter


def products_named(user, words: str) -> list[tuple[int, str]]:
    """Return keys and names of the products whose name contains every one of `words`."""
    wanted = normalise(words).split()
    names = Product.objects.order_by("name").values_list("pk", "name")
    return [(pk, name) for pk, name in names if all(word in normalise(name) for word in wanted)]


class ContractFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    cree_du = SinceFilter(field_name="created_at", label=_("Créé depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créé jusqu’au"))
    signe_du = SinceFilter(field_name="signed_at", label=_("Signé depuis le"))
    signe_au = UntilFilter(field_name="signed_at", label=_("Signé jusqu’au"))
    envoye_du = SinceFilter(field_name="submitted_at", label=_("Envoyé depuis le"))
    envoye_au = UntilFilter(field_name="submitted_at", label=_("Envoyé jusqu’au"))
    valide_du = SinceFilter(field_name="validated_at", label=_("Validé depuis le"))
    valide_au = UntilFilter(field_name="validated_at", label=_("Validé jusqu’au"))
    agent = seller_filter(scopes.CONTRACTS)
    agence = agency_filter(scopes.CONTRACTS)
    produit = NamedFilter(field_name="product", label=_("Produit"), find=products_named)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Drafts are shown to their sellers only.
        if scopes.CONTRACTS.reach(self.request.user) in (Reach.ALL, Reach.ACCOUNT):
            offered = [choice for choice in Status.choices if choice[0] != Status.DRAFT]
            self.filters["statut"].extra["choices"] = offered
