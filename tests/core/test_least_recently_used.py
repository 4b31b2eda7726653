"""Kept queries: the least recently used is evicted, not the oldest."""

from types import SimpleNamespace

import pytest

from portal.core.prepared_queries import prepared


@pytest.fixture
def kept(monkeypatch):
    """Two queries are kept at most; `kept.asked` lists what was written."""
    monkeypatch.setattr(prepared, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(prepared, "MOST_WAYS", 2)
    asked = []
    found = prepared.Kept(lambda values, ways, stand_ins: asked.append(ways["name"]))
    found.asked = asked
    return found


def test_a_query_in_use_outlives_newer_ones(kept):
    for name in ("old", "new", "old", "newest", "old"):
        kept.find((), {"name": name})
    assert kept.asked == ["old", "new", "newest"]


def test_a_query_that_nobody_asked_for_lately_is_written_again(kept):
    for name in ("a", "b", "c", "a"):
        kept.find((), {"name": name})
    assert kept.asked == ["a", "b", "c", "a"]
