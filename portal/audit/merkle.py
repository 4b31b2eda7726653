"""Binary Merkle tree over hexadecimal hashes; an odd last node is promoted unchanged."""

import hashlib
from collections.abc import Iterable

# Leaves of a block. A power of two, so that each block is a whole branch and the tree of their roots ends in one root.
BLOCK = 1024
LEFT, RIGHT = "left", "right"


def root_of(leaves: Iterable[str]) -> tuple[str, int]:
    """Return the root of the tree, and the number of its leaves.

    Only one hash per level is kept in memory: there are as many leaves as contracts, clients and accounts.
    """
    waiting: list[str] = []  # the left halves not yet paired, by level; empty where there is none
    count = 0
    for leaf in leaves:
        count += 1
        _climb(waiting, leaf)
    if not count:
        return hashlib.sha256(b"").hexdigest(), 0
    root = ""
    for left in waiting:
        root = pair(left, root) if left and root else left or root
    return root, count


def path_of(leaves: list[str], place: int) -> list[tuple[str, str]]:
    """Return the Merkle path of the leaf at `place`: the side and the hash of each sibling."""
    level, path = leaves, []
    while len(level) > 1:
        other = place ^ 1
        if other < len(level):
            path.append((LEFT if other < place else RIGHT, level[other]))
        whole = [pair(*level[start : start + 2]) for start in range(0, len(level) - 1, 2)]
        level, place = whole + level[2 * len(whole) :], place // 2
    return path


def pair(left: str, right: str) -> str:
    return hashlib.sha256(f"{left}{right}".encode()).hexdigest()


def _climb(waiting: list[str], node: str) -> None:
    """Pair `node` with the pending left sibling of its level, and so on upwards."""
    for level, left in enumerate(waiting):
        if not left:
            waiting[level] = node
            return
        node, waiting[level] = pair(left, node), ""
    waiting.append(node)
