"""What every page of the administration shares: counts that stop, histories read from the events, nothing deleted."""

from collections import defaultdict

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.history import history_of, record
from portal.audit.sentences import ADDED, CHANGED
from portal.audit.transitions import lock
from portal.core.values.kept_words import BETWEEN
from portal.ui.listing import counting
from portal.ui.listing.counting import Count

MOST_COUNTED = 10_000
MOST_AT_ONCE = 200
LONGEST_KEY = 19


class CappedPaginator(Paginator):
    """Counts to `most` and no further, as the portal's lists do: beyond, one searches rather than turns pages."""

    most = MOST_COUNTED

    @cached_property
    def counted(self) -> Count:
        return counting.count(self.object_list, up_to=self.most)

    @property
    def count(self) -> int:
        return self.counted.number

    @property
    def sentence(self) -> str:
        """`312 contrats`, `plus de 10 000 contrats`."""
        words = self.object_list.model._meta
        return self.counted.sentence(lambda number: words.verbose_name if number == 1 else words.verbose_name_plural)


class TextFilter(admin.SimpleListFilter):
    """A filter one types in: for what there may be thousands of. A subclass says what its words find."""

    template = "admin/text_filter.html"

    def lookups(self, request, model_admin):
        return [("", "")]  # without a choice the filter would not show

    def choices(self, changelist):
        """One entry: the other parameters of the page, which the little form carries along."""
        others = changelist.get_filters_params()
        kept = {name: values[-1] for name, values in others.items() if name != self.parameter_name and values}
        if changelist.query:
            kept["q"] = changelist.query
        yield {"kept": kept, "value": self.value() or "", "name": self.parameter_name}

    def queryset(self, request, queryset):
        words = (self.value() or "").strip()[:100]
        return self.found(queryset, words) if words else queryset

    def found(self, queryset, words: str):
        raise NotImplementedError


class ReasonForm(forms.Form):
    """Why something is done: the reason stays in the history."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Il reste dans l’historique."),
    )


class PatientAutocomplete(AutocompleteSelect):
    """Django's picker, which looks a refused value up again: nonsense that is no key is left out of that."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        """What is chosen names the picker; while nothing is, its label does."""
        label = {"data-placeholder": capfirst(self.field.verbose_name)}
        return super().build_attrs(base_attrs, extra_attrs) | label

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if not each or _is_key(each)], attr)


class DeskAdmin(admin.ModelAdmin):
    """A page for daily work: fast whatever the number of rows, its history in sentences, nothing deleted."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each facet counts the whole table
    list_per_page = list_max_show_all = 40
    keeps_own_history = False  # its actions record what they do

    def has_delete_permission(self, request, obj=None) -> bool:
        """Nothing is deleted here: histories name it, contracts were sold with it."""
        return False

    def get_paginator(self, request, *given, **more):
        """Of what somebody searches, so much is counted as may be chosen at once: each find is looked at, and who has
        more of them types another word."""
        paginator = super().get_paginator(request, *given, **more)
        if any(request.GET.get(name) for name in self._typed(request)):
            paginator.most = MOST_AT_ONCE
        return paginator

    def _typed(self, request) -> list[str]:
        """The parameters of an address that words are typed for, those of pickers included."""
        filters = [each for each in self.get_list_filter(request) if isinstance(each, type)]
        return [SEARCH_VAR, "term", *(each.parameter_name for each in filters if issubclass(each, TextFilter))]

    def changelist_view(self, request, extra_context=None):
        """Nonsense in the address gives the whole list, with a word about it."""
        if ERROR_FLAG in request.GET:
            messages.warning(request, _("Filtre inconnu. Toute la liste est affichée."))
            return redirect(request.path)
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_changeform_initial_data(self, request) -> dict:
        """What the address fills in; a relation only by a number, as its widget looks it up unasked."""
        given = super().get_changeform_initial_data(request)
        relations = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {name: value for name, value in given.items() if name not in relations or _is_key(value)}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PatientAutocomplete(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The day and the hour of a moment are two boxes with one label: each bears its own name as well."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), AdminSplitDateTime):
            for part, name in zip(field.widget.widgets, (_("Jour"), _("Heure")), strict=True):
                part.attrs["aria-label"] = f"{capfirst(field.label)}, {name}"
        return field

    def get_changelist_formset(self, request, **kwargs):
        """What is changed in the list itself has its column for a label, which only eyes find."""
        formset = super().get_changelist_formset(request, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return formset

    def history_view(self, request, object_id, extra_context=None):
        subject = self.get_object(request, unquote(object_id))
        if subject is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, subject):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Historique : %(subject)s") % {"subject": subject},
            "subtitle": None,
            "lines": history_of(subject),
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": subject,
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/object_history.html", context)

    def log_addition(self, request, obj, message):
        if not self.keeps_own_history:
            record(obj, ADDED, by=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if not self.keeps_own_history and (fields := _names_of_fields(message)):
            record(lock(obj), CHANGED, by=request.user, data={"fields": fields})
        return super().log_change(request, obj, message)

    def confirmation(self, request, chosen: list, *, action: str, title: str, explanation: str, form=None, lines=None):
        """The page between a choice in the list and what is done to it; the chosen rows and the action come back."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "explanation": explanation,
            "chosen": chosen,
            "lines": lines or [str(row) for row in chosen],
            "form": form,
            "action": action,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "checkbox": admin.helpers.ACTION_CHECKBOX_NAME,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/confirmation.html", context)


def _is_key(value) -> bool:
    """Whether text may be the number of a row: digits that any database can hold."""
    return str(value).isdecimal() and len(str(value)) < LONGEST_KEY


def _names_of_fields(message: list) -> str:
    """« nom, prix HT » out of what Django noted of a changed form."""
    names = [name for part in message for name in part.get("changed", {}).get("fields", [])]
    names += [str(part[verb]["name"]) for part in message for verb in part if "name" in part[verb]]
    return BETWEEN.join(name.lower() for name in dict.fromkeys(names))


class ReadingAdmin(DeskAdmin):
    """Pages that only show: what stands there is written by the portal's own actions.

    `names` are the words for fields that nobody fills in a form, and that therefore have none in their model.
    """

    names: dict = {}

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, labels=self.names, **kwargs)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class SubjectAdmin(ReadingAdmin):
    """Rows about something they name by its type and number: people read what it is, and follow it."""

    subject_type, subject_id = "about_type", "about_id"

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        self._name(changelist.result_list)
        return changelist

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            self._name([row])
        return row

    def _name(self, rows: list) -> None:
        """Give each row its subject, in one query per type of subject."""
        keys = defaultdict(set)
        for row in rows:
            keys[getattr(row, self.subject_type)].add(getattr(row, self.subject_id))
        found = {kind: subjects(kind, numbers) for kind, numbers in keys.items() if kind}
        for row in rows:
            row.subject_row = found.get(getattr(row, self.subject_type), {}).get(getattr(row, self.subject_id))

    @admin.display(description=_("objet"))
    def about(self, row) -> str:
        return linked(row.subject_row) if getattr(row, "subject_row", None) else "—"


def subjects(kind: str, keys: set[str]) -> dict[str, Model]:
    """The rows of a type of subject (`contracts.contract`) by their number as text."""
    try:
        rows = apps.get_model(kind)._base_manager.filter(pk__in=keys)
        return {str(row.pk): row for row in rows}
    except (LookupError, ValueError, ValidationError):  # a type that is gone, a number that is none
        return {}


def linked(row: Model) -> str:
    """What a row is called, leading to its page in the administration when it has one."""
    try:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row)
    return format_html('<a href="{}">{}</a>', address, row)
