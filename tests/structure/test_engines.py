"""Place and name of a file say whether SQLite sees its tests; no pattern outlives the files it was for."""

from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import engines

FILES = [path.as_posix() for path in Path("tests").rglob("test_*.py")]


@pytest.mark.parametrize("pattern", engines.ON_BOTH)
def test_each_pattern_finds_tests(pattern):
    assert [path for path in FILES if fnmatch(path, pattern)]


@pytest.mark.parametrize(
    ("path", "both"),
    [
        ("tests/anything/a_new_room/test_list.py", True),
        ("tests/anything/a_new_room/test_search_of_things.py", True),
        ("tests/security/test_scope.py", True),
        ("tests/anything/a_new_room/test_steps.py", False),
    ],
)
def test_a_new_file_needs_no_word(path, both):
    marks = []
    engines.mark(SimpleNamespace(nodeid=f"{path}::test_it", add_marker=marks.append))
    assert bool(marks) is both
