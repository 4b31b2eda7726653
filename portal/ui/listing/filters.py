"""Filters of lists on top of django-filter: invalid values are ignored, never an error page."""

from datetime import timedelta

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField


class ListForm(forms.Form):
    """What was typed into the filters of a list; `periods` are pairs of names, of a first day and of a last one."""

    periods: tuple[tuple[str, str], ...] = ()
    inverted = ""

    def clean(self):
        """Say that a period ends before it begins; its days stay in force, so that nothing is listed."""
        values = dict(self.cleaned_data)
        for since, until in self.periods:
            if values.get(since) and values.get(until) and values[since] > values[until]:
                self.inverted = _("La fin de la période précède le début. Inversez les deux dates.")
                self.add_error(until, self.inverted)
        return values


class ListFilters(django_filters.FilterSet):
    """Base of the filters of a list: the queryset's own `matching` finds `q`. `self.request.user` is the reader.

    A `NamedFilter` is there for those whom its `allows` lets in.
    """

    q = django_filters.CharFilter(label=_("Rechercher"), method="search")

    class Meta:
        form = ListForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, each in self.base_filters.items():
            if isinstance(each, NamedFilter) and each.allows and not each.allows(self.request.user):
                del self.filters[name]

    @classmethod
    def search(cls, queryset, name, value):
        return queryset.matching(value)

    @property
    def form(self):
        form = super().form
        form.auto_id = "liste_%s"  # a page may hold other forms with a field `q`
        form.periods = self._periods()
        return form

    @classmethod
    def _periods(cls) -> tuple[tuple[str, str], ...]:
        """The names of the filters that stand for the two ends of one period."""
        ends = {each.field_name: name for name, each in cls.base_filters.items() if isinstance(each, UntilFilter)}
        return tuple(
            (name, ends[each.field_name])
            for name, each in cls.base_filters.items()
            if type(each) is SinceFilter and each.field_name in ends
        )


class KnownChoices(forms.MultipleChoiceField):
    """Several choices at once; those nobody offers are dropped, the others count."""

    def clean(self, value):
        offered = {str(key) for key, _label in self.choices}
        return super().clean([item for item in value or [] if item in offered])


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """Rows whose column is one of the ticked values. The choices may depend on the reader: see `ListFilters`."""

    field_class = KnownChoices

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class SinceFilter(django_filters.Filter):
    """Moments on a day in Paris or later."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.field_class = _day_field

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__gte": dates.start_of_day(value)}) if value else queryset


class UntilFilter(SinceFilter):
    """Moments on a day in Paris or before."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(**{f"{self.field_name}__lt": dates.start_of_day(value + timedelta(days=1))})


def _day_field(**kwargs) -> DayField:
    kwargs.pop("lookup_expr", None)
    return DayField(picker=True, **kwargs)


class NamedFilter(django_filters.CharFilter):
    """Rows of the person or thing whose name is typed: `find(user, words)` gives pairs of keys and names.

    A text field with suggestions rather than a select: it stays small when the table grows. The view of suggestions is
    the list's own (`portal.exchange.lists.list_urls`). `allows(user)` says who has the filter; without it, everybody.
    """

    def __init__(self, *, find, allows=None, **kwargs):
        super().__init__(widget=Suggesting(), **kwargs)
        self.find, self.allows = find, allows

    def suggest_at(self, url_name: str) -> None:
        """Called by the list that has this filter."""
        self.extra["widget"].url_name = url_name

    def filter(self, queryset, value):
        if not value:
            return queryset
        keys = [key for key, _name in self.find(self.parent.request.user, value)]
        return queryset.filter(**{f"{self.field_name}__in": keys})


class Suggesting(forms.TextInput):
    """A text field under which names are offered while one types; without scripts it is the text field alone."""

    template_name = "ui/listing/suggesting.html"

    def __init__(self, url_name: str = ""):
        super().__init__(attrs={"autocomplete": "off"})
        self.url_name = url_name

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_noms"
        return {**context, "suggestions_url": f"{reverse(self.url_name)}?champ={name}"}
