"""Filters of the list of invoices."""

from django.utils.translation import gettext_lazy as _

from crm.financing.enums import Status
from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter


class InvoiceFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    du = SinceFilter(field_name="created_at", label=_("Déposée depuis le"))
    au = UntilFilter(field_name="created_at", label=_("Déposée jusqu’au"))
