"""The home page's blocks: rooms plug in what a role wants to see first; the dashboard only lays them out."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.core.plugs import Socket


@dataclass(frozen=True)
class HomeBlock:
    """`render(request)` gives the HTML of the block, or an empty string when it has nothing to say to its reader."""

    name: str
    render: Callable
    right: str | None = None
    order: int = 100


BLOCKS = Socket("home", HomeBlock, "A block of the home page.")


def blocks_for(request) -> list[str]:
    """The rendered blocks of a reader, in their order."""
    user = request.user
    mine = (block for block in BLOCKS.in_order() if block.right is None or user.has_right(block.right))
    rendered = (block.render(request) for block in mine)
    return [html for html in rendered if html]
