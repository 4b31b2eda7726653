"""Filters of the administration by people and organisations, typed: there may be thousands of either."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from portal.administration.pages import TextFilter
from portal.core.values.text import normalise


class OrganisationFilter(TextFilter):
    title = _("organisation")
    parameter_name = "organisation"
    column = "organisation"

    def found(self, queryset, words):
        return queryset.filter(
            **{f"{self.column}__in": apps.get_model("accounts", "Organisation").objects.filter(name__icontains=words)}
        )


class AgencyFilter(OrganisationFilter):
    title = _("agence")
    parameter_name = "agence"
    column = "agency"


class OwnerFilter(TextFilter):
    title = _("conseiller")
    parameter_name = "conseiller"
    column = "owner"

    def found(self, queryset, words):
        people = get_user_model().objects.all()
        for word in normalise(words).split():
            people = people.filter(search_text__contains=word)
        return queryset.filter(**{f"{self.column}__in": people})


def person_filter(title, parameter: str, column: str = "owner") -> type[OwnerFilter]:
    """Return the filter by the person in `column`, under the name that the room gives them."""
    return type("PersonFilter", (OwnerFilter,), {"title": title, "parameter_name": parameter, "column": column})
