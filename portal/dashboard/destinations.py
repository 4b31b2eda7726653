"""Pages and first steps in the search over everything: « nouveau contrat » or « factures » lead straight there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.menu import entries_for
from portal.core.plugs.search import Hit, SearchSource
from portal.core.values.text import normalise
from portal.ui.listing import registry as lists

ALWAYS = (
    (_("Paramètres"), "accounts:settings"),
    (_("Notifications"), "dashboard:notifications"),
    (_("Contacter le support"), "dashboard:support"),
)


def destinations_of(user) -> Iterator[tuple[str, str]]:
    """The label and address of each page that `user` may open, and of each record that they may begin."""
    for listing in lists.every():
        for button in listing.buttons:
            if (listing.right is None or user.has_right(listing.right)) and button.is_for(user):
                yield str(button.label), button.url
    for entry in entries_for(user):
        yield str(entry.label), reverse(entry.url_name)
    for label, url_name in ALWAYS:
        yield str(label), reverse(url_name)


def find(user, words: str, limit: int) -> list[Hit]:
    """The destinations of which each word typed begins one of theirs, in any case and accents; asks no query."""
    typed = normalise(words).split()
    found = {}
    for label, url in destinations_of(user):
        own = normalise(label).replace("’", " ").split()
        if url not in found and typed and all(any(word.startswith(start) for word in own) for start in typed):
            found[url] = Hit(label, url, gettext("Ouvrir la page"))
    return list(found.values())[:limit]


SOURCE = SearchSource("pages", _("Aller à"), "arrow-up-right", find, order=1)
