"""The history in the administration: read, found by the reference of a page, never written."""

import re

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.administration.pages import ReadingAdmin, SubjectAdmin
from portal.audit.history import line_of
from portal.audit.models import Anchor, Event

REFERENCE = re.compile(r"[0-9a-f]{12}")


class KindFilter(admin.SimpleListFilter):
    """By what the events are about: whatever has pages here."""

    title = _("sorte de fiche")
    parameter_name = "fiche"

    def lookups(self, request, model_admin):
        others = (model._meta for model in model_admin.admin_site._registry if model not in (Event, Anchor))
        return sorted(((meta.label_lower, capfirst(meta.verbose_name)) for meta in others), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        known = {kind for kind, _name in self.lookup_choices}
        return queryset.filter(subject_type=self.value()) if self.value() in known else queryset


@admin.register(Event)
class EventAdmin(SubjectAdmin):
    subject_type, subject_id = "subject_type", "subject_id"
    list_display = ["at", "about", "sentence", "reason", "request_id"]
    list_display_links = ["at"]
    list_filter = [KindFilter]
    list_select_related = ["detail"]
    search_fields = ["request_id"]
    search_help_text = _("Référence d’une page d’erreur ou du support : 12 caractères.")
    ordering = ["-pk"]
    sortable_by = []
    fields = ["at", "about", "sentence", "reason", "from_status", "to_status", "channel", "request_id", "hash"]

    @admin.display(description=_("événement"))
    def sentence(self, event: Event) -> str:
        return line_of(event).sentence

    @admin.display(description=_("motif"))
    def reason(self, event: Event) -> str:
        return line_of(event).reason or "—"

    def get_search_results(self, request, queryset, search_term):
        """By reference only: what an index answers at any size."""
        reference = search_term.strip().lower()
        if not reference:
            return queryset, False
        return (queryset.filter(request_id=reference) if REFERENCE.fullmatch(reference) else queryset.none()), False


@admin.register(Anchor)
class AnchorAdmin(ReadingAdmin):
    list_display = ["slot", "events", "heads", "root"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("blocks")
