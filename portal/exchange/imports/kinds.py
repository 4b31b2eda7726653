"""Kinds of imports: a room declares its fields, how lines are planned, applied and undone; the engine does the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

from portal.core.plugs import Socket
from portal.core.values.text import normalise
from portal.exchange.imports import cells
from portal.exchange.imports.layout import Understanding


class Verdict(StrEnum):
    """Verdict on a line. The five of them always add up to the records of the file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    IGNORED = "ignored"


class Type(StrEnum):
    TEXT = "text"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    DAY = "day"


@dataclass(frozen=True)
class Field:
    """One value that a kind of import takes. `names` are header words it is recognised by (any case, no accents).

    `reader(cell, understood)` reads a cell otherwise than its type does.
    """

    key: str
    label: str | Promise
    type: Type = Type.TEXT
    required: bool = False
    names: tuple[str, ...] = ()
    longest: int = 200
    reader: Callable | None = None

    def read(self, cell, understood: Understanding):
        """Return the value of a cell. Raises `cells.BadCell`."""
        if self.reader:
            return self.reader(cell, understood)
        if self.type is Type.AMOUNT:
            return cells.amount(cell, understood.decimal_sign)
        if self.type is Type.QUANTITY:
            return cells.amount(cell, understood.decimal_sign, places=None)
        if self.type is Type.DAY:
            return cells.day(cell, understood.date_order)
        return cells.text(cell)[: self.longest]

    def kept(self, value):
        """Return a value as it is stored in the line (JSON)."""
        return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value

    def restored(self, value):
        """Return a stored value with its type."""
        if value is None:
            return None
        if self.type in (Type.AMOUNT, Type.QUANTITY):
            return Decimal(value)
        return date.fromisoformat(value) if self.type is Type.DAY else value


@dataclass
class Record:
    """One record of a file: its line number and the values of the mapped fields."""

    number: int
    values: dict


@dataclass
class Planned:
    """The verdict on a record. `label` names it for people; `target` is the key of what it changes.

    `hint` is kept in the line's `before` for `apply` and `links`.
    """

    verdict: Verdict
    reason: str = ""
    label: str = ""
    target: int | None = None
    hint: dict | None = None


@dataclass
class Run:
    """State that planning, applying and undoing share.

    `source` is the key of the source, `batch` that of the import. While planning, `seen` keeps what earlier lines
    said, `repeated` the numbers of lines that say the same again (left out of sums), and `revoked` {line number:
    sentence} for earlier lines that a later one contradicts.
    """

    source: int | None
    by: object
    batch: object
    seen: dict = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)
    revoked: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Where files of a kind come from (a partner), or what they hold. `choices(user)` gives (key, name) pairs."""

    label: str | Promise
    choices: Callable
    required: bool = True


@dataclass(frozen=True)
class ImportKind:
    """A kind of import, declared by its room.

    - `plan(run, records)` returns one `Planned` per record, in a fixed number of queries.
    - `apply(run, lines)` writes created and updated lines (inside a transaction), setting `line.target` and
      `line.before`; it holds the source's lock.
    - `undo(run, lines)` puts back what `apply` did; returns {line key: sentence} for what it leaves as it is.
    - `token(source)` changes whenever the table of this source does: a plan is applied only while it is the same.
    - `notes(run)` returns sentences about the whole file after planning (contracts that are absent, for example).
    - `finish(run)` ends an import in its last transaction and returns JSON that `take_back(run, kept)` undoes.
    - `links(user, lines)` returns {line key: [(label, address)]}, what one does next about lines of the report.
    """

    name: str
    label: str | Promise
    right: str
    fields: tuple[Field, ...]
    plan: Callable
    apply: Callable
    undo: Callable
    token: Callable
    noun: Callable
    source: Source | None = None
    notes: Callable = field(default=lambda run: [])
    finish: Callable = field(default=lambda run: None)
    take_back: Callable = field(default=lambda run, kept: None)
    links: Callable = field(default=lambda user, lines: {})
    summed: str = ""
    done_url: Callable = field(default=lambda source: "/")
    guide: str | Promise = ""
    order: int = 100

    def field(self, key: str) -> Field | None:
        return next((each for each in self.fields if each.key == key), None)

    def guess(self, columns: list[str]) -> dict[str, int]:
        """Return {field key: column number} for the columns whose names the fields know; each column once."""
        words = [normalise(column) for column in columns]
        taken: dict[str, int] = {}
        for match in (_equal, _begins, _contains):
            for each in self.fields:
                if each.key not in taken:
                    found = (n for n, word in enumerate(words) if n not in taken.values() and match(each, word))
                    number = next(found, None)
                    if number is not None:
                        taken[each.key] = number
        return taken


def _known(each: Field) -> list[str]:
    return [normalise(str(name)) for name in (each.label, *each.names)]


def _equal(each: Field, word: str) -> bool:
    return word in _known(each)


def _begins(each: Field, word: str) -> bool:
    return any(word.startswith(f"{name} ") for name in _known(each))


def _contains(each: Field, word: str) -> bool:
    return any(len(name) > 4 and name in word for name in _known(each))


IMPORTS = Socket("imports", ImportKind, "Kinds of files that `/imports/` takes: fields, plan, apply, undo.")


def find(name: str) -> ImportKind | None:
    return IMPORTS.find(name)


def kinds_for(user) -> list[ImportKind]:
    """Return the kinds `user` may import, in order."""
    return [kind for kind in IMPORTS.in_order() if user.has_right(kind.right)]
