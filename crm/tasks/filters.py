"""How the list of actions is filtered."""

import django_filters
from django.utils.translation import gettext_lazy as _

from crm.tasks.enums import Kind
from portal.accounts.names import sellers_named
from portal.core.values import dates
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter

STATES = (("late", _("En retard")), ("open", _("À faire")), ("done", _("Faites")))


class TaskFilters(ListFilters):
    etat = django_filters.ChoiceFilter(
        label=_("État"), choices=STATES, method="in_state", empty_label=_("Tous les états")
    )
    type = ChoicesFilter(field_name="kind", label=_("Type"), choices=Kind.choices)
    agent = NamedFilter(field_name="owner", label=_("Conseiller"), find=sellers_named)
    du = SinceFilter(field_name="due_at", label=_("À partir du"))
    au = UntilFilter(field_name="due_at", label=_("Jusqu’au"))

    def in_state(self, queryset, name, value):
        if value == "done":
            return queryset.exclude(done_at=None)
        waiting = queryset.filter(done_at=None)
        return waiting.filter(due_at__lt=dates.now()) if value == "late" else waiting
