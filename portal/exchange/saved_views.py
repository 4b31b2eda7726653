"""Saved views of lists, private or shared with colleagues.

A view holds filters only: whoever opens it reads the rows of their own scope.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.access import scopes
from portal.access.scopes import Reach
from portal.accounts.actions import locked
from portal.core.columns import FULL_NAME, narrowed
from portal.core.prepared_queries import counts
from portal.exchange.models import LONGEST_QUERY, SavedView
from portal.ui.listing.address import SEARCH, Address
from portal.ui.listing.chips import chips_of
from portal.ui.listing.declaration import Listing
from portal.ui.listing.sources import selected

MOST_VIEWS = 30
MOST_SHARED = 50
KEPT = "saved_views"
SHOWN = ("owner", "listing", "name", "query", "is_default", "shared_with", *(f"owner__{part}" for part in FULL_NAME))


class CannotKeep(Exception):
    """Raised when a view cannot be saved; `str(error)` says why."""


def circle_of(user) -> str:
    """Return the circle `user` may share with: an internal role or an organisation; empty when there is none."""
    reach = scopes.COLLEAGUES.reach(user)
    if reach is Reach.ALL:
        return f"role:{user.role}"
    return f"organisation:{user.organisation_id}" if reach is Reach.GROUP else ""


def open_to(user) -> QuerySet:
    """Return the reader's own views, and those shared with their circle."""
    circle = circle_of(user)
    return SavedView.objects.filter(Q(owner=user) | Q(shared_with=circle) if circle else Q(owner=user))


def views_of(user, listing: Listing) -> tuple[list[SavedView], list[SavedView]]:
    """Return the reader's views of this list and those shared with them; one query.

    None when the counts of the page say that there is none.
    """
    if not counts.of(user)[KEPT]:
        return [], []
    still_there = Q(owner__is_active=True) & _same_circle(user)
    found = narrowed(open_to(user).filter(Q(owner=user) | still_there, listing=listing.name), SHOWN)
    rows = list(found[: MOST_VIEWS + MOST_SHARED])
    own = [view for view in rows if view.owner_id == user.pk]
    return own, [view for view in rows if view.owner_id != user.pk]


def _same_circle(user) -> Q:
    """Hide views of users who changed organisation or role."""
    by_role = scopes.COLLEAGUES.reach(user) is Reach.ALL
    return Q(owner__role=user.role) if by_role else Q(owner__organisation=user.organisation_id)


def in_words(listing: Listing, user, query: str) -> list[str]:
    """Return what a view shows, piece by piece: words searched, each filter, the sort unless it is the default."""
    address = Address.read(listing, QueryDict(query))
    form = selected(listing, user, address).form
    form.full_clean()
    words = [_("« %(words)s »") % {"words": value} for name, value in address.filters if name == SEARCH]
    filters = [chip.label for chip in chips_of(form, address)]
    return [*words, *filters, *([] if address.has_usual_sort else [str(address.sort.label)])]


def kept_of(listing: Listing, query: str) -> str:
    """Return the parameters of `query` that the list knows, without its page."""
    return Address.read(listing, QueryDict(query)).at("").url(whole=True).partition("?")[2]


@transaction.atomic
def keep_view(*, listing: Listing, name: str, query: str, is_default: bool, by, is_shared: bool = False) -> SavedView:
    """Save a list under a name; the same name replaces that view, which stays shared or the default.

    Raises `CannotKeep`.
    """
    owner = locked(by)  # two tabs at once: one default view, and no more views than there may be
    mine = SavedView.objects.filter(owner=owner, listing=listing.name)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise CannotKeep(_("Vous avez déjà 30 vues sur cette liste : supprimez-en une d’abord."))
    view = mine.filter(name=name).first() or SavedView(owner=owner, listing=listing.name, name=name)
    view.query = _short_enough(kept_of(listing, query))
    return _save(view, is_default=is_default or view.is_default, is_shared=is_shared or view.is_shared)


@transaction.atomic
def change_view(
    *, view: SavedView, listing: Listing, name: str, is_default: bool, is_shared: bool, by, query: str | None = None
) -> SavedView:
    """Rename a view, change its sharing or the default; `query` replaces what it shows.

    Raises `CannotKeep`, and `SavedView.DoesNotExist` when it went in the meantime.
    """
    owner = locked(by)
    row = SavedView.objects.get(pk=view.pk, owner=owner)
    if SavedView.objects.filter(owner=owner, listing=row.listing, name=name).exclude(pk=row.pk).exists():
        raise CannotKeep(_("Vous avez déjà une vue de ce nom sur cette liste."))
    row.name = name
    if query is not None:
        row.query = _short_enough(kept_of(listing, query))
    return _save(row, is_default=is_default, is_shared=is_shared)


def _short_enough(query: str) -> str:
    if len(query) > LONGEST_QUERY:
        raise CannotKeep(_("Cette vue a trop de filtres pour être enregistrée."))
    return query


def _save(view: SavedView, *, is_default: bool, is_shared: bool) -> SavedView:
    if is_default:
        others = SavedView.objects.filter(owner=view.owner, listing=view.listing, is_default=True)
        others.exclude(pk=view.pk).update(is_default=False)
    view.is_default = is_default
    view.shared_with = circle_of(view.owner) if is_shared else ""
    view.save()
    return view


def drop_view(*, view: SavedView) -> None:
    view.delete()
