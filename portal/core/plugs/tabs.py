"""Tabs of a record's file: pages that rooms add to it, each at its own URL (`/clients/12/drive/`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Tab:
    """A page of the file of one kind of record (`on`, such as `"crm.client"`), whose URL takes the record's key.

    `completion(record)` gives how many of how many things are filled in, or None where that means nothing; it reads
    the record alone, as every page of the file shows it. `applies(user, record)` hides the tab from records and
    readers that it does not concern; the tab's view checks the right itself.
    """

    url_name: str
    label: str | Promise
    on: str
    right: str | None = None
    order: int = 100
    completion: Callable[[object], tuple[int, int] | None] = lambda record: None
    applies: Callable[[object, object], bool] = lambda user, record: True


TABS = Socket("tabs", Tab, "A page of a record's file, with its place in the tab bar.", key=lambda tab: tab.url_name)


def tabs_for(user, record) -> list[Tab]:
    """The tabs of `record` for this reader, in their order."""
    kind = record._meta.label_lower
    mine = (tab for tab in TABS.in_order() if tab.on == kind and (tab.right is None or user.has_right(tab.right)))
    return [tab for tab in mine if tab.applies(user, record)]
