"""How the list of older accounts is narrowed."""

from django.utils.translation import gettext_lazy as _

from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter
from subscriptions.legacy.models import LegacyAccount

CLAIMED, WAITING = "inscrit", "attente"


def sources() -> list[tuple[str, str]]:
    """Return the older databases that accounts came from."""
    names = LegacyAccount.objects.order_by("source").values_list("source", flat=True).distinct()
    return [(name, name) for name in names]


class ClaimedFilter(ChoicesFilter):
    def filter(self, queryset, value):
        chosen = set(value or ())
        return queryset.filter(claimed_at__isnull=WAITING in chosen) if len(chosen) == 1 else queryset


class LegacyFilters(ListFilters):
    base = ChoicesFilter(field_name="source", label=_("Base d’origine"), choices=sources)
    inscription = ClaimedFilter(
        field_name="claimed_at",
        label=_("Inscription"),
        choices=[(WAITING, _("Pas encore inscrit")), (CLAIMED, _("Inscrit ici"))],
    )
    repris_du = SinceFilter(field_name="imported_at", label=_("Repris depuis le"))
    repris_au = UntilFilter(field_name="imported_at", label=_("Repris jusqu’au"))
