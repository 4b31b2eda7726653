"""One page of a list, ready to render: templates decide nothing."""

from functools import cached_property, partial

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from portal.core.matching import SearchedQuerySet, Words
from portal.core.paging import Page, further, page_of, sort_field
from portal.ui.listing import chosen_display, counting, panel
from portal.ui.listing.address import CARDS, COLUMNS, DISPLAY, ROWS, SEARCH, SORT, Address
from portal.ui.listing.chips import Chip, chips_of
from portal.ui.listing.declaration import Listing
from portal.ui.listing.devices import is_computer
from portal.ui.listing.heads import Foot, Header, foot_of, header_of
from portal.ui.listing.rows import Row, rows_of
from portal.ui.listing.sources import (
    CARDS_A_PAGE,
    ROWS_A_PAGE,
    finds_past,
    keys_of_all,
    keys_of_finds,
    rows_past,
    selected,
    source_of,
)

MOST_CHOSEN = 500  # rows of one bulk action


class ListPage:
    """What the templates of `templates/ui/listing/` show. Three queries: rows, count, and what filters look up."""

    def __init__(self, request: HttpRequest, listing: Listing):
        self.request = request
        self.listing = listing
        self.user = request.user
        self.at(request.GET)

    def at(self, parameters: QueryDict) -> "ListPage":
        """Show the list as these parameters of its address say."""
        kept, computer = chosen_display.of(self.request, self.listing), is_computer(self.request.headers)
        self.address = Address.read(self.listing, parameters, kept, computer=computer)
        self.columns = self.address.columns
        self.shows_rows = self.address.display == ROWS
        return self

    @cached_property
    def form(self):
        """Return the validated form of filters."""
        self._filterset.form.full_clean()
        return self._filterset.form

    @cached_property
    def _filterset(self):
        return selected(self.listing, self.user, self.address, self.request, self._source)

    @cached_property
    def _source(self) -> QuerySet:
        """Return the rows before any filter, with what the current display reads of them."""
        return source_of(self.listing, self.user, **self._shown)

    @property
    def _shown(self) -> dict:
        """Return what the current display reads: the columns of rows, or of cards the field they sort by."""
        if self.shows_rows or not self.listing.card_columns:
            return {"columns": tuple(column.key for column in self.columns)}
        return {"field": self.address.sort.field}

    @cached_property
    def _selection(self) -> QuerySet:
        """Return the rows listed. A list with only a search, or no filter, needs no form."""
        if not self.filtered:
            return self._source
        if self._only_searched:
            return self.listing.filters.search(self._source, SEARCH, self.searched)
        return self._filterset.qs

    @cached_property
    def _page(self) -> Page:
        """Return the page of rows; without any filter no form is built, as most pages are opened so."""
        sort = self.address.sort
        how = {"listing": self.listing, "key": sort.field, **self._shown}
        if not self.filtered:
            read = partial(rows_past, self.user, **how)
        elif self._words and not self._sort_field.null:
            read = partial(finds_past, self.user, self._words.patterns, form=self._words.form, **how)
        else:
            read = partial(further, self._selection, key=sort.field)
        return page_of(
            read,
            field=self._sort_field,
            key=sort.field,
            nullable=self._sort_field.null,
            cursor=self.address.cursor,
            descending=sort.descending,
            size=ROWS_A_PAGE if self.shows_rows else CARDS_A_PAGE,
        )

    @property
    def _sort_field(self):
        return sort_field(self.listing.model, self.address.sort.field)

    @cached_property
    def records(self) -> list:
        return self._page.rows

    @property
    def cards(self) -> SafeString:
        return mark_safe("".join(self.listing.draw(record, self.trail) for record in self.records))

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.listing, self.columns, self.records, self.address, self.user)

    # --- how many, how filtered ---------------------------------------------------------------

    @cached_property
    def count(self) -> counting.Count:
        """Return the number of rows: free when one page holds everything; searches are counted, as planners guess
        badly.
        """
        if not (self.address.cursor or self._page.next_cursor):
            return counting.Count(len(self.records))
        if not self.filtered:
            return counting.count_keys(keys_of_all(self.user, listing=self.listing), guess=True)
        if not self.searched:
            return counting.count(self._selection, guess=True)
        if self._words and not self.address.cursor and not self._sort_field.null:
            return counting.of_those_read(self._page.read, counting.MOST_FINDS)
        return self.count_up_to(counting.MOST_FINDS)

    def count_up_to(self, most: int) -> counting.Count:
        """Return the maximum counted, however the list is filtered."""
        if self._words:
            keys = keys_of_finds(self.user, self._words.patterns, listing=self.listing, form=self._words.form)
            return counting.count_keys(keys, up_to=most)
        return counting.count(self._selection, up_to=most)

    @property
    def count_sentence(self) -> str:
        return self.count.sentence(self.listing.noun)

    @property
    def filtered(self) -> bool:
        return bool(self.address.filters)

    @cached_property
    def chips(self) -> list[Chip]:
        return chips_of(self.form, self.address) if self.filtered and not self._only_searched else []

    @cached_property
    def searched(self) -> str:
        """Return the searched words."""
        return next((value for name, value in self.address.filters if name == SEARCH), "")

    @property
    def _only_searched(self) -> bool:
        return bool(self.searched) and len(self.address.filters) == 1

    @cached_property
    def _words(self) -> Words | None:
        """Return the words of a list that only a search filters; None for any other, and for a full record number."""
        rows = self.listing.model.objects.none()
        if not (self._only_searched and isinstance(rows, SearchedQuerySet)) or rows.whole_number(self.searched):
            return None
        return Words.of(self.searched)

    @property
    def filter_fields(self) -> SafeString:
        """Return the panel of filters, cached per scope and rights while untouched."""
        if any(name != SEARCH for name, _value in self.address.filters):
            return panel.fields_of(self.form)
        return panel.untouched_fields(self.listing, self.user, lambda: self.form)

    # --- addresses ------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return self.address.url()

    @cached_property
    def trail(self) -> str:
        """Return the parameter of a record's URL that leads back to this list."""
        return self.address.mark("")

    @property
    def reset_url(self) -> str:
        return f"{self.listing.url}?vue=tout"

    @cached_property
    def whole_query(self) -> str:
        """Return every parameter of this page, for exports, bulk actions and saved views."""
        return urlencode(self.address.at("").pairs(whole=True))

    @property
    def previous_url(self) -> str:
        return self._at(self._page.previous_cursor)

    @property
    def next_url(self) -> str:
        return self._at(self._page.next_cursor)

    def _at(self, cursor: str) -> str:
        return self.address.at(cursor).url() if cursor else ""

    @property
    def displays(self) -> list[tuple[str, str, bool]]:
        """Return URL, icon and state of cards and of rows."""
        return [
            (self.address.shown_as(name), icon, name == self.address.display)
            for name, icon in ((CARDS, "layout-grid"), (ROWS, "list"))
        ]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        return [(sort.key, sort.label, sort == self.address.sort) for sort in self.listing.sorts]

    @cached_property
    def headers(self) -> list[Header]:
        return [header_of(column, self.address) for column in self.columns]

    @property
    def feet(self) -> list[Foot]:
        """Return the cells below the columns but the first, which bears the number of rows."""
        return [foot_of(column) for column in self.columns[1:]]

    @property
    def totals_url(self) -> str:
        """Return the URL of the sums, empty when no shown column has any."""
        if not any(column.totals for column in self.columns):
            return ""
        return f"{self.listing.totals_url}?{urlencode(self.address.at('').pairs())}"

    @property
    def column_choices(self) -> list[tuple[str, str, bool]]:
        """Return the columns that can be hidden: key, label, whether shown."""
        return [(column.key, column.label, column in self.columns) for column in self.listing.columns[1:]]

    @property
    def kept_pairs(self) -> list[tuple[str, str]]:
        """Return the parameters carried by a form that changes display or columns."""
        return [*self.address.at("").pairs(), (DISPLAY, ROWS), (COLUMNS, self.listing.columns[0].key)]

    @property
    def buttons(self) -> list:
        return self.listing.buttons_for(self.user)

    @property
    def empty(self):
        return self.listing.nothing_for(self.user)

    @cached_property
    def bulk(self) -> list:
        """Return the bulk actions of this reader."""
        return self.listing.bulk_for(self.user)

    @property
    def bulk_url(self) -> str:
        return f"{self.listing.bulk_url}?{self.whole_query}"

    @property
    def may_choose_all(self) -> bool:
        """Return whether all rows of the selection, beyond this page, may be chosen."""
        if self.count.at_least:  # as many as were counted, and perhaps too many: then the next page says so
            return self.count.number < MOST_CHOSEN
        return self.count.exact and len(self.records) < self.count.number <= MOST_CHOSEN

    @property
    def exports(self) -> list[tuple[str, str, str]]:
        """Return URL, name and icon of each export format."""
        url = self.listing.export_url
        return [
            (f"{url}?format={kind}&{self.whole_query}", label, icon)
            for kind, label, icon in (("csv", "CSV", "file-text"), ("xlsx", "Excel (XLSX)", "table"))
        ]

    sort_name = SORT
