"""Filters of the list of partners' contracts."""

import django_filters
from django.utils.translation import gettext_lazy as _

from catalog.models import Partner
from contracts.aggregation.enums import State
from portal.access.permissions import Permission
from portal.ui.listing.filters import ChoicesFilter, ListFilters

ORPHAN, CONFLICT, ATTACHED, ABSENT = "orphelin", "conflit", "rattache", "absent"


class AttachmentFilter(django_filters.ChoiceFilter):
    """Contracts by whose they are: attached, orphans, or absent from the partner's last file."""

    def __init__(self, **kwargs):
        choices = [
            (ATTACHED, _("Rattachés")),
            (ORPHAN, _("Orphelins")),
            (CONFLICT, _("Conflit : deux clients possibles")),
            (ABSENT, _("Absents des derniers fichiers")),
        ]
        super().__init__(choices=choices, empty_label=_("Tous"), **kwargs)

    def filter(self, queryset, value):
        if value == ORPHAN:
            return queryset.orphans()
        if value == CONFLICT:
            return queryset.conflicts()
        if value == ATTACHED:
            return queryset.filter(client__isnull=False)
        return queryset.filter(absent_since__isnull=False) if value == ABSENT else queryset


class PartnerContractFilters(ListFilters):
    partenaire = django_filters.ModelChoiceFilter(
        field_name="partner", label=_("Partenaire"), queryset=Partner.objects.all(), empty_label=_("Tous")
    )
    rattachement = AttachmentFilter(label=_("Rattachement"))
    statut = ChoicesFilter(field_name="state", label=_("Statut"), choices=State.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.has_right(Permission.ORPHANS):
            del self.filters["rattachement"]
