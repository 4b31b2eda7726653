"""Choosing one of one's clients: searched for, never from a long list. `crm/clients/_picker.html` shows it."""

from functools import cached_property

from django.shortcuts import get_object_or_404

from crm.clients import queries
from crm.clients.models import Client
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.keys import parse_key

SHOWN = 10


class ClientPicker:
    """What one types (`q`) and ticks (`client`) on a page; `words` are those one would type first."""

    def __init__(self, request, *, words: str = ""):
        self._user = request.user
        self._ticked = request.POST.get("client", "")
        typed = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q", words)
        self.q = typed[:LONGEST_SEARCH].replace("\x00", "").strip()
        self.nothing_chosen = request.method == "POST" and self.chosen is None

    @cached_property
    def chosen(self) -> Client | None:
        """The client ticked, None without one; 404 for one outside the reader's scope."""
        key = parse_key(self._ticked)
        return None if key is None else get_object_or_404(Client.objects.visible_to(self._user), pk=key)

    @cached_property
    def _found(self) -> list[Client]:
        found = queries.clients_of(self._user).matching(self.q).order_by("sort_name", "pk") if self.q else []
        return list(found[: SHOWN + 1])

    @property
    def clients(self) -> list[Client]:
        return self._found[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self._found) > SHOWN

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return 422 if self.nothing_chosen else 200
