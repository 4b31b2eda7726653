"""Which tests run where: all on PostgreSQL, as in production, and on SQLite what the two do each in its own way.

A new file needs no word about it: its place or its name decides. `@pytest.mark.sqlite` adds a test that neither does.
"""

from fnmatch import fnmatch
from pathlib import Path

import pytest

# On SQLite as well. A pattern is of paths; beside it, what of it differs there.
ON_BOTH = {
    "tests/*test_list*.py": "search, filters, sorting and paging, of each room",
    "tests/ui/listing/*": "the same, where all lists have it from",
    "tests/*search*.py": "words without accents, scopes without an index",
    "tests/*match*.py": "the same",
    "tests/*constraint*.py": "how a refusal is worded, what a column swallows",
    "tests/*parallel*.py": "one writer at a time, no locks of rows",
    "tests/*at_once*.py": "the same",
    "tests/codes/test_limits*.py": "counts kept under a lock",
    "tests/messaging/test_queueing.py": "messages claimed by a lease",
    "tests/exchange/*": "exports and jobs in slices, held by a lease",
    "tests/audit/*": "triggers, chains written one after the other",
    "tests/core/*": "queries and counts that are written once, on PostgreSQL only",
    "tests/demo/*": "every step of every domain, told by the demonstration",
    "tests/security/*": "every address, as every role, with whatever is sent to it",
    "tests/operations*/*": "the embedded mode: starting, working, ending; what is kept, for how long",
    "tests/structure/test_migrated.py": "the migrations",
}


def mark(item: pytest.Item) -> None:
    """Mark a test that SQLite sees as well."""
    if _is_on_both(item.nodeid.split("::")[0]):
        item.add_marker(pytest.mark.sqlite)


def has_none_of(path: Path, expression: str) -> bool:
    """Return whether a file has no test for `-m expression`, so that it need not be imported.

    Only what each test must bear says so: `browser`, or `sqlite`, of an expression that is all `and`.
    """
    if " or " in expression or "(" in expression:
        return False
    wanted = {"browser", "sqlite"}.intersection(expression.split(" and "))
    if not wanted:
        return False
    if "sqlite" in wanted and _is_on_both(path.as_posix()):
        wanted.discard("sqlite")
    text = path.read_text()
    return any(f"mark.{name}" not in text for name in wanted)


def _is_on_both(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in ON_BOTH)
