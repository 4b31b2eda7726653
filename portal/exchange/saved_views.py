"""Views of lists that people keep by name."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.accounts.actions import locked
from portal.exchange.models import LONGEST_QUERY, SavedView
from portal.ui.listing.address import Address
from portal.ui.listing.declaration import Listing

MOST_VIEWS = 30


class CannotKeep(Exception):
    """A view that cannot be kept; `str(error)` says why."""


def views_of(user, listing: Listing) -> list[SavedView]:
    return list(SavedView.objects.filter(owner=user, listing=listing.name))


@transaction.atomic
def keep_view(*, listing: Listing, name: str, query: str, is_default: bool, by) -> SavedView:
    """Keep a list under a name; the same name again replaces it. Only what the list knows is kept of `query`.

    Raises `CannotKeep`.
    """
    address = Address.read(listing, QueryDict(query)).at("")
    kept = address.url(whole=True).partition("?")[2]
    owner = locked(by)  # two tabs at once: one default view, and no more views than there may be
    mine = SavedView.objects.filter(owner=owner, listing=listing.name)
    if len(kept) > LONGEST_QUERY:
        raise CannotKeep(_("Cette vue a trop de filtres pour être gardée."))
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise CannotKeep(_("Vous avez déjà 30 vues sur cette liste : supprimez-en une d’abord."))
    if is_default:
        mine.filter(is_default=True).update(is_default=False)
    values = {"query": kept, "is_default": is_default}
    return SavedView.objects.update_or_create(owner=owner, listing=listing.name, name=name, defaults=values)[0]


def drop_view(*, view: SavedView) -> None:
    view.delete()
