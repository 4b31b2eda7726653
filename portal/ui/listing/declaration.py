"""What an app says of one of its lists. `presales/opportunities/listing.py` is the example to copy."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import DateField, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.functional import Promise

from portal.core.reading import Value, columns_read, last_field, reader, relations_read
from portal.ui.listing.bulk import BulkAction
from portal.ui.listing.cards import Card
from portal.ui.listing.cells import Cell
from portal.ui.listing.filters import NamedFilter
from portal.ui.listing.values import Part, Shown, writer


@dataclass(frozen=True)
class Total:
    """Sum below a column: of the database column or expression `value`, in rows where `only` holds; `unit` follows."""

    value: str | Combinable
    only: Q | None = None
    unit: str | Promise = ""


@dataclass(frozen=True)
class Column:
    """One column of the rows and of the export.

    `cell` is the path of a value (`product.name`: days and choices are written as such), or a function that gives the
    text or safe HTML of a cell; `show` writes the value at a path otherwise. `value`, a path or function, is what an
    export writes where that is not the value itself (a text, a number, a day, a moment or None). The first column of a
    list names the row and leads to it; it cannot be hidden. `default=False` waits to be asked for; `whole=True` is
    never broken over two lines (a day, a phone). `related` are the relations that a function reads.
    `totals` are sums over the whole filtered list, read after the page. `edit` says how it is changed in its row.
    """

    key: str
    label: str | Promise
    cell: Value
    value: Value | None = None
    show: Callable | None = None
    default: bool = True
    number: bool = False
    whole: bool = False
    related: tuple[str, ...] = ()
    paths: tuple[Value, ...] = ()
    totals: tuple[Total, ...] = ()
    edit: Cell | None = None

    def of(self, model: type[Model]) -> "Column":
        """Return the column as it reads rows of `model`: with functions in place of paths."""
        value = reader(model, self.value) if self.value else None
        paths = tuple(filter(None, (self.cell, self.value)))
        related = {*self.related, *(relation for path in paths for relation in relations_read(model, path))}
        bound = {"value": value, "paths": paths, "related": tuple(sorted(related))}
        if callable(self.cell):
            return replace(self, **bound)
        is_day = isinstance(last_field(model, self.cell), DateField)
        cell = writer(model, Shown(self.cell, self.show) if self.show else self.cell)
        if value is None and (self.show or is_day):
            bound["value"] = reader(model, self.cell)
        return replace(self, **bound, cell=cell, whole=self.whole or is_day)

    def exported(self, row):
        return (self.value or self.cell)(row)


@dataclass(frozen=True)
class Sort:
    """One way to order a list: by `field`, then by key; rows without a value come last, whichever way.

    Each needs its `(scope, field, id)` index.
    """

    key: str
    label: str
    field: str
    descending: bool = False
    column: str = ""


@dataclass(frozen=True)
class Preset:
    """Tab above a list for everybody, or for those whom `allows(user)` lets: the filters of `query`."""

    key: str
    label: str | Promise
    query: str
    allows: Callable = lambda user: True


@dataclass(frozen=True)
class Empty:
    """What a list says when it has nothing to show; `invitation` instead to those who may use its main button."""

    title: str | Promise
    text: str | Promise
    invitation: str | Promise = ""
    icon: str = ""
    action_label: str | Promise = ""
    action_url: str = ""


@dataclass(frozen=True)
class ListButton:
    """A button above a list, for those with `right` whom `allows(user)` lets; the `primary` one adds a record.

    Ctrl+K finds it by its label and by other `words`.
    """

    label: str | Promise
    url_name: str
    icon: str
    primary: bool = False
    right: str | None = None
    allows: Callable = lambda user: True
    words: str | Promise = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def is_for(self, user) -> bool:
        return (self.right is None or user.has_right(self.right)) and self.allows(user)


@dataclass(frozen=True)
class Found:
    """How the records of a list read in the search over everything: under `label`, named as on their cards, with
    `facts` below. `order` is the place of the kind among others. `source(user)` narrows what is searched to fewer
    records than the reader may see (None: all of them)."""

    label: str | Promise
    order: int
    facts: tuple[Part, ...] = ()
    source: Callable | None = None


@dataclass(frozen=True, eq=False)
class Listing:
    """A list: its page, its addresses, its place in the menu and in the search. `portal.exchange.lists.list_urls`
    makes the views.

    `name` holds for ever: saved views and exports keep it. `path` is the address, `url_name` its name; suggestions,
    export and bulk actions are named after it (`…_suggestions`, `…_export`, `…_bulk`). `menu` is its place in the side
    menu (None: it has no entry). `source(user)` is the queryset in the reader's scope, `visible_to` by default.
    `filters` is a `portal.ui.listing.filters.ListFilters`; the first of `sorts` is the usual one.

    `card` is a `Card`, or `card(row, trail)` that gives HTML. A page of cards loads the columns that they read and no
    others. `followed` describes the rows that lead to one another from page to page (None: all). `noun(count)` names
    the records. With `rows_first` a reader who never chose sees rows, on phones too. `currency` is the column that
    names the currency of the amounts, where they are not all in euros. A row for which `in_panel` is true opens beside
    the list. `empty` is an `Empty`, or gives one for a user.
    """

    name: str
    title: str | Promise
    path: str
    url_name: str
    right: str
    model: type[Model]
    filters: type
    columns: tuple[Column, ...]
    sorts: tuple[Sort, ...]
    card: Card | Callable
    noun: Callable[[int], str]
    empty: Empty | Callable
    search_label: str | Promise
    search_hint: str | Promise
    icon: str = "list"
    menu: int | None = None
    found: Found | None = None
    buttons: tuple[ListButton, ...] = ()
    presets: tuple[Preset, ...] = ()
    source: Callable | None = None
    followed: Q | None = None
    row_url: Value = "get_absolute_url"
    row_name: Value = "__str__"
    in_panel: Callable = field(default=lambda row: True)
    bulk: tuple[BulkAction, ...] = ()
    export_right: str = ""
    template: str = "ui/listing/page.html"
    rows_first: bool = False
    currency: str = ""

    def __post_init__(self):
        bound = {
            "columns": tuple(column.of(self.model) for column in self.columns),
            "source": self.source or self._visible,
            "row_url": reader(self.model, self.row_url),
            "row_name": reader(self.model, self.row_name),
            "url_fields": self._url_fields(),
        }
        for name, value in bound.items():
            object.__setattr__(self, name, value)
        for each in self.filters.base_filters.values():
            if isinstance(each, NamedFilter):
                each.suggest_at(f"{self.url_name}_suggestions")

    def _visible(self, user) -> QuerySet:
        return self.model.objects.visible_to(user)

    def _url_fields(self) -> set[str]:
        """Return what the address of a row is made of; its key unless `row_url` says otherwise (`@reads`)."""
        method = self.row_url if callable(self.row_url) else getattr(self.model, self.row_url)
        return columns_read(self.model, method) if hasattr(method, "reads") else {"pk"}

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    @property
    def export_url(self) -> str:
        return reverse(f"{self.url_name}_export")

    @property
    def bulk_url(self) -> str:
        return reverse(f"{self.url_name}_bulk")

    @property
    def counts_url(self) -> str:
        return reverse(f"{self.url_name}_counts")

    @property
    def totals_url(self) -> str:
        return reverse(f"{self.url_name}_totals")

    @cached_property
    def draw(self) -> Callable:
        """`draw(row, trail)` gives the HTML of a card."""
        return self.card.drawer(self.model, self.row_url) if isinstance(self.card, Card) else self.card

    @cached_property
    def card_columns(self) -> frozenset[str]:
        """The columns that a page of cards loads; empty where the card does not say, so for all of them."""
        if not isinstance(self.card, Card):
            return frozenset()
        return frozenset(self.card.columns(self.model) | self.url_fields)

    def sort(self, key: str) -> Sort:
        """The sort called `key`, or the usual one."""
        return next((sort for sort in self.sorts if sort.key == key), self.sorts[0])

    def chosen_columns(self, keys) -> tuple[Column, ...]:
        """The columns called `keys` in the list's own order, the first one always; all usual ones for no key known."""
        wanted = set(keys) & {column.key for column in self.columns}
        if not wanted:
            return tuple(column for position, column in enumerate(self.columns) if column.default or not position)
        return tuple(column for position, column in enumerate(self.columns) if column.key in wanted or not position)

    def bulk_for(self, user) -> list[BulkAction]:
        return [action for action in self.bulk if user.has_right(action.right)]

    def buttons_for(self, user) -> list[ListButton]:
        return [button for button in self.buttons if button.is_for(user)]

    def presets_for(self, user) -> list[Preset]:
        return [preset for preset in self.presets if preset.allows(user)]

    def may_export(self, user) -> bool:
        return bool(self.export_right) and user.has_right(self.export_right)

    def nothing_for(self, user) -> Empty:
        """What `user` reads while the list is empty."""
        told = self.empty(user) if callable(self.empty) else self.empty
        told = replace(told, icon=told.icon or self.icon)
        adding = next((button for button in self.buttons_for(user) if button.primary), None)
        if not (told.invitation and adding):
            return told
        return replace(told, text=told.invitation, action_label=adding.label, action_url=adding.url)
