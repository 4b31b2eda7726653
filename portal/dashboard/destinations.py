"""Pages and first steps in the search over everything: « nouveau contrat » or « factures » lead straight there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.menu import entries_for
from portal.core.plugs.search import Hit, SearchSource
from portal.core.values.text import normalise
from portal.ui.listing import registry as lists
from portal.ui.listing.declaration import Listing


@dataclass(frozen=True)
class Destination:
    """A page that may be opened, `begins` where it begins a record; `place` says which list it belongs to."""

    label: str | Promise
    url: str
    icon: str
    place: str | Promise = ""
    words: str | Promise = ""
    begins: bool = False


ALWAYS = (
    (_("Paramètres"), "accounts:settings", "settings"),
    (_("Notifications"), "dashboard:notifications", "bell"),
    (_("Contacter le support"), "dashboard:support", "lifebuoy"),
)


def lists_of(user) -> list[Listing]:
    """Return the lists that `user` may open."""
    return [listing for listing in lists.every() if listing.right is None or user.has_right(listing.right)]


def destinations_of(user) -> Iterator[Destination]:
    """Yield each page that `user` may open, and each record that they may begin."""
    for listing in lists_of(user):
        for button in listing.buttons_for(user):
            yield Destination(button.label, button.url, button.icon, listing.title, button.words, button.primary)
    for entry in entries_for(user):
        yield Destination(entry.label, reverse(entry.url_name), entry.icon)
    for label, url_name, icon in ALWAYS:
        yield Destination(label, reverse(url_name), icon)


def find(user, words: str, limit: int) -> list[Hit]:
    """The destinations of which each word typed begins one of theirs, in any case and accents; asks no query."""
    typed = normalise(words).split()
    found = {}
    for each in destinations_of(user):
        own = normalise(str(each.label)).replace("’", " ").split()
        if each.url not in found and typed and all(any(word.startswith(start) for word in own) for start in typed):
            found[each.url] = Hit(str(each.label), each.url, gettext("Ouvrir la page"))
    return list(found.values())[:limit]


SOURCE = SearchSource("pages", _("Aller à"), "arrow-up-right", find, order=1)
