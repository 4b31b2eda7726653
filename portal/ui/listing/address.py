"""What the address of a list says, and how others of its addresses are written. Unknown parameters vanish."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from portal.ui.listing.declaration import Column, Listing, Sort

SORT, DISPLAY, COLUMNS, CURSOR, VIEW = "tri", "affichage", "colonnes", "suite", "vue"
TRAIL = "liste"
SEARCH = "q"
CARDS, ROWS = "cartes", "lignes"
EVERYTHING = "tout"
LONGEST_VALUE, MOST_VALUES = 200, 30


@dataclass(frozen=True)
class Address:
    """One state of a list. `filters` are pairs of names and values as typed; `display` and `columns` may be asked
    for by the address, else come from the reader's last choice."""

    listing: Listing
    filters: tuple[tuple[str, str], ...]
    sort: Sort
    cursor: str
    display: str
    columns: tuple[Column, ...]

    @classmethod
    def read(cls, listing: Listing, get: QueryDict, remembered: str = "", *, computer: bool = False) -> "Address":
        """The state that the parameters `get` name; `remembered` is a cookie written by `choice`.

        Somebody who never chose sees rows on a computer, cards on a phone.
        """
        display, _sign, columns = remembered.partition("~")
        asked, usual = get.get(DISPLAY, ""), ROWS if computer or listing.rows_first else CARDS
        return cls(
            listing=listing,
            filters=tuple(_known(listing, get)),
            sort=listing.sort(get.get(SORT, "")),
            cursor=get.get(CURSOR, "")[: 2 * LONGEST_VALUE],
            display=next((name for name in (asked, display) if name in (CARDS, ROWS)), usual),
            columns=listing.chosen_columns(get.getlist(COLUMNS) or columns.split(".")),
        )

    @property
    def choice(self) -> str:
        """Display and columns, as kept in a cookie."""
        return f"{self.display}~{'.'.join(column.key for column in self.columns)}"

    @property
    def has_usual_sort(self) -> bool:
        return self.sort == self.listing.sorts[0]

    def pairs(self, *, whole: bool = False) -> list[tuple[str, str]]:
        """The parameters; `whole` adds those that a reader's own choice would fill in."""
        found = list(self.filters)
        if not self.has_usual_sort:
            found.append((SORT, self.sort.key))
        if whole:
            found += [(DISPLAY, self.display), *((COLUMNS, column.key) for column in self.columns)]
        if self.cursor:
            found.append((CURSOR, self.cursor))
        return found

    def url(self, *, path: str = "", whole: bool = False) -> str:
        query = urlencode(self.pairs(whole=whole))
        return f"{path or self.listing.url}{'?' if query else ''}{query}"

    def mark(self, url: str) -> str:
        """The address of a record that remembers the list it is opened from; the usual list goes without saying."""
        query = urlencode(self.at("").pairs())
        return f"{url}?{urlencode({TRAIL: query})}" if query else url

    def without_filter(self, name: str, value: str) -> "Address":
        return replace(self, filters=tuple(pair for pair in self.filters if pair != (name, value)), cursor="")

    def sorted_by(self, sort: Sort) -> "Address":
        return replace(self, sort=sort, cursor="")

    def at(self, cursor: str) -> "Address":
        return replace(self, cursor=cursor)

    def shown_as(self, display: str) -> str:
        """The address of the same page in cards or in rows."""
        pairs = [*self.pairs(), (DISPLAY, display)]
        return f"{self.listing.url}?{urlencode(pairs)}"


def _known(listing: Listing, get: QueryDict):
    for name in listing.filters.base_filters:
        for value in dict.fromkeys(get.getlist(name)[:MOST_VALUES]):
            if value := value[:LONGEST_VALUE].strip():
                yield name, value
