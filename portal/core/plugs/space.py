"""The client's own space: rooms plug in blocks of what belongs to the reader; the space only lays them out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.core.plugs import Socket


@dataclass(frozen=True)
class SpaceBlock:
    """A section of `/mon-espace/`, under `title`, at the anchor `#name`.

    `context(user)` gives what `template` shows of the reader's own things; None leaves the block out. An empty block
    says so itself, with the `empty` component. Only those with `right` are shown it. `place` is
    `"main"` or `"aside"`; `all_url_name` is the page of « Tout voir »,
    unless `context` says that it does not `has_more`.
    """

    name: str
    title: str | Promise
    template: str
    context: Callable
    right: str | None = None
    order: int = 100
    place: str = "main"
    all_url_name: str = ""


SPACE = Socket("space", SpaceBlock, "A block of the client's own space.")


def blocks_of(user) -> list[tuple[SpaceBlock, dict]]:
    """The blocks of a reader, each with what it shows."""
    mine = (block for block in SPACE.in_order() if block.right is None or user.has_right(block.right))
    shown = ((block, block.context(user)) for block in mine)
    return [(block, context) for block, context in shown if context is not None]
