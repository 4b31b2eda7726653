"""A list that nothing filters, page by page: what is asked again and again is prepared (`core.prepared_queries`)."""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from portal.core.paging import Page, further, page_of
from portal.core.prepared_queries.counts import MOST_FIGURED
from portal.core.prepared_queries.prepared import prepared, prepared_keys
from portal.ui.listing import counting


class WholeList:
    """The rows that `source(user)` gives, oldest first by `key`: NOT NULL, with its `(scope, key, id)` index."""

    def __init__(self, model: type[Model], source: Callable[..., QuerySet], *, key: str):
        self._field, self._key = model._meta.get_field(key), key
        self._keys = prepared_keys(source)

        @prepared
        def rows(user, value, pk, *, falling: bool, size: int):
            return further(source(user), value, pk, key=key, falling=falling, size=size)

        self._rows = rows

    def page(self, user, *, cursor: str, size: int) -> Page:
        """One page, from where `cursor` points."""

        def read(value, pk, **how):
            return self._rows(user, value, pk, **how)

        return page_of(read, field=self._field, key=self._key, cursor=cursor, descending=False, size=size)

    def count(self, user) -> counting.Count:
        """How many there are, up to what anybody would go through."""
        return counting.count_keys(self._keys(user), up_to=MOST_FIGURED)
