"""What an app says of one of its lists. `contracts/pages/listing.py` is the example to copy."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model, Q
from django.urls import reverse


@dataclass(frozen=True)
class Column:
    """One column of the rows and of the export.

    `cell(row)` gives the text or the safe HTML of a cell. `value(row)` gives what an export writes (a text, a
    number, a day, a moment or None) and is the cell itself when left out. The first column of a list names the
    row and leads to it; it cannot be hidden. `default=False` waits to be asked for; `whole=True` is never broken
    over two lines (a day, a phone). `related` are the relations its cells read beyond what the list's source selects:
    joined only where the column is shown.
    """

    key: str
    label: str
    cell: Callable
    value: Callable | None = None
    default: bool = True
    number: bool = False
    whole: bool = False
    related: tuple[str, ...] = ()

    def exported(self, row):
        return (self.value or self.cell)(row)


@dataclass(frozen=True)
class Sort:
    """One way to order a list: by `field`, NOT NULL, then by key. Each needs its `(scope, field, id)` index."""

    key: str
    label: str
    field: str
    descending: bool = False
    column: str = ""


@dataclass(frozen=True)
class BulkAction:
    """A step taken for each chosen row, by the same action as on the row's own page.

    `run(row, by=, reason=)` may raise `portal.audit`'s `Refused`; `refusal(row, by)` says beforehand, in a
    sentence, why it would. `question` is what the confirmation asks.
    """

    key: str
    label: str
    icon: str
    question: str
    run: Callable
    refusal: Callable
    right: str
    needs_reason: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Empty:
    """What a list says when it has nothing to show."""

    title: str
    text: str
    icon: str = "inbox"
    action_label: str = ""
    action_url: str = ""


@dataclass(frozen=True, eq=False)
class Listing:
    """A list page.

    `source(user)` is the queryset of `model` in the reader's scope, with what rows need selected. `filters` is a
    `portal.ui.listing.filters.ListFilters`. The first of `sorts` is the usual one. `card(row, trail)` is the HTML of a
    card (`portal.ui.listing.cards`), and `card_fields` all that it reads of a row: a page of cards asks for nothing
    else (empty: for all that the source reads); `url_fields` likewise for `row_url`. `followed` describes the rows that
    lead to one another from page to page (None: all). `noun(count)` names the records;
    `name` the list, for ever: saved views and addresses of exports hold it. A row for which `in_dialog` is true opens
    over the list. `bulk_url` and `export_url` name views of the app (empty: none).
    """

    name: str
    title: str
    url_name: str
    right: str
    model: type[Model]
    source: Callable
    filters: type
    columns: tuple[Column, ...]
    sorts: tuple[Sort, ...]
    card: Callable
    noun: Callable[[int], str]
    empty: Callable
    search_label: str
    search_hint: str
    card_fields: tuple[str, ...] = ()
    url_fields: tuple[str, ...] = ("pk",)
    followed: Q | None = None
    row_url: Callable = field(default=lambda row: row.get_absolute_url())
    row_name: Callable = field(default=str)
    in_dialog: Callable = field(default=lambda row: False)
    bulk: tuple[BulkAction, ...] = ()
    bulk_url: str = ""
    export_url: str = ""
    export_right: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)

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
