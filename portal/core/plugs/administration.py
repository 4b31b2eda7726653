"""The hub of the administration: rooms plug in the pages where the back-office keeps something up to date."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.core.plugs import Socket


@dataclass(frozen=True)
class AdministrationPage:
    """A page of the hub, with what one does there, for those with `right` whom `allows(user)` lets."""

    label: str | Promise
    text: str | Promise
    url_name: str
    icon: str
    right: str
    order: int = 100
    allows: Callable = lambda user: True


PAGES = Socket(
    "administration",
    AdministrationPage,
    "A page of the hub of the administration, with what one does there.",
    key=lambda page: page.url_name,
)


def pages_for(user) -> list[AdministrationPage]:
    """The pages that `user` may open, in their order."""
    return [page for page in PAGES.in_order() if user.has_right(page.right) and page.allows(user)]
