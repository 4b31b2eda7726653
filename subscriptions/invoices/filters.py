"""Filters of the list of invoices."""

from django.utils.translation import gettext_lazy as _

from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter
from subscriptions.invoices.enums import Document, Operation


class IssuedSince(SinceFilter):
    def filter(self, queryset, value):
        return queryset.filter(issued_on__gte=value) if value else queryset


class IssuedUntil(SinceFilter):
    def filter(self, queryset, value):
        return queryset.filter(issued_on__lte=value) if value else queryset


class InvoiceFilters(ListFilters):
    type = ChoicesFilter(field_name="document", label=_("Type"), choices=Document.choices)
    operation = ChoicesFilter(field_name="operation", label=_("Catégorie"), choices=Operation.choices)
    du = IssuedSince(label=_("Émise depuis le"))
    au = IssuedUntil(label=_("Émise jusqu’au"))
