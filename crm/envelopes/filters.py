"""Filters of the list of envelopes."""

from django.utils.translation import gettext_lazy as _

from crm.envelopes.enums import Status
from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter


class EnvelopeFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    du = SinceFilter(field_name="created_at", label=_("Demandée depuis le"))
    au = UntilFilter(field_name="created_at", label=_("Demandée jusqu’au"))
