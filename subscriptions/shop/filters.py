"""How orders and articles are narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter
from subscriptions.shop.enums import Country, Status, VatRate, Zone


class OrderFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    du = SinceFilter(field_name="created_at", label=_("Passée depuis le"))
    au = UntilFilter(field_name="created_at", label=_("Passée jusqu’au"))


class ItemFilters(ListFilters):
    tva = ChoicesFilter(field_name="vat_rate", label=_("TVA"), choices=VatRate.choices)
    en_vente = django_filters.ChoiceFilter(
        field_name="is_active",
        label=_("En vente"),
        choices=[("True", _("En vente")), ("False", _("Retirés"))],
        empty_label=_("Tous"),
    )


class RateFilters(ListFilters):
    zone = ChoicesFilter(field_name="zone", label=_("Zone"), choices=Zone.choices)
    etat = django_filters.ChoiceFilter(
        method="narrow_to_state",
        label=_("État"),
        choices=[("en-vigueur", _("En vigueur")), ("retires", _("Retirés"))],
        empty_label=_("Tous"),
    )

    @staticmethod
    def narrow_to_state(queryset, name, value):
        return queryset.filter(retired_at__isnull=value == "en-vigueur")


class AddressFilters(ListFilters):
    usage = django_filters.ChoiceFilter(
        method="narrow_to_usage",
        label=_("Par défaut pour"),
        choices=[("bills", _("Facturation")), ("delivers", _("Livraison"))],
        empty_label=_("Toutes"),
    )
    pays = ChoicesFilter(field_name="country", label=_("Pays"), choices=Country.choices)

    @staticmethod
    def narrow_to_usage(queryset, name, value):
        return queryset.filter(**{value: True})
