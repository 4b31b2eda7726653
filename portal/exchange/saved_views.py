"""Views of lists that people keep by name."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.accounts.actions import locked
from portal.core import counts
from portal.exchange.models import LONGEST_QUERY, SavedView
from portal.ui.listing.address import Address
from portal.ui.listing.declaration import Listing

MOST_VIEWS = 30
KEPT = "saved_views"


class CannotKeep(Exception):
    """A view that cannot be kept; `str(error)` says why."""


def all_views_of(user) -> QuerySet:
    return SavedView.objects.filter(owner=user)


def views_of(user, listing: Listing) -> list[SavedView]:
    """What is kept of this list; nothing is asked for those who keep none at all, which the counts of a page tell."""
    return list(all_views_of(user).filter(listing=listing.name)) if counts.of(user)[KEPT] else []


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
