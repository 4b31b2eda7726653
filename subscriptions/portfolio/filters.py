"""How lists of portfolios are narrowed."""

from django.utils.translation import gettext_lazy as _

from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter
from subscriptions.portfolio.enums import LinkState

# For agents the two first are one: `Ajouté`.
SHOWN = [(LinkState.ADDED, LinkState.ADDED.label)] + [
    (state, state.label) for state in (LinkState.LINKED, LinkState.REFUSED, LinkState.LEFT)
]


class ShownStateFilter(ChoicesFilter):
    def filter(self, queryset, value):
        asked = {*value, LinkState.PENDING} if value and LinkState.ADDED in value else set(value or ())
        return queryset.filter(state__in=asked) if asked else queryset


class PortfolioFilters(ListFilters):
    etat = ShownStateFilter(field_name="state", label=_("État"), choices=SHOWN)
    ajoute_du = SinceFilter(field_name="created_at", label=_("Ajouté depuis le"))
    ajoute_au = UntilFilter(field_name="created_at", label=_("Ajouté jusqu’au"))


class QueueFilters(ListFilters):
    etat = ChoicesFilter(field_name="state", label=_("État"), choices=LinkState.choices)
    recu_du = SinceFilter(field_name="created_at", label=_("Demandé depuis le"))
    recu_au = UntilFilter(field_name="created_at", label=_("Demandé jusqu’au"))
