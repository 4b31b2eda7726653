"""How the list of lost messages is narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from portal.core.values import phone
from portal.messaging.states import LOST, Channel, State
from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter


class LostFilters(ListFilters):
    """`q` is a whole number or address: parts of them are nobody's to fish for."""

    canal = ChoicesFilter(field_name="channel", label=_("Canal"), choices=Channel.choices)
    etat = ChoicesFilter(
        field_name="state", label=_("État"), choices=[(state.value, state.label) for state in State if state in LOST]
    )
    code = CharFilter(field_name="error_code", label=_("Code d’erreur"))
    depuis = SinceFilter(field_name="created_at", label=_("Écrit depuis le"))
    jusquau = UntilFilter(field_name="created_at", label=_("Écrit jusqu’au"))

    @classmethod
    def search(cls, queryset, name, value):
        typed = value.strip()
        try:
            number = phone.parse(typed)
        except phone.PhoneError:
            number = ""
        wanted = Q(recipient__iexact=typed) | Q(subject__iexact=typed)
        return queryset.filter(wanted | Q(recipient=number) if number else wanted)
