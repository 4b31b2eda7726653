"""What became of the rows of a measure, and when: drawn for all of them first, so that the oldest are written first."""

import random
from itertools import accumulate

DAY = 86_400
YOUNGEST = 3_600


def draw_ages(rng: random.Random, count: int, days: int) -> list[int]:
    """So many ages in seconds, spread over `days`, the oldest first: tables lie in the order of time, as real ones."""
    return sorted((rng.randint(YOUNGEST, days * DAY) for _row in range(count)), reverse=True)


def draw_statuses(rng: random.Random, count: int, spread: dict[str, tuple[int, int]]) -> list[tuple[int, str]]:
    """So many pairs of an age and a status, the oldest first.

    `spread` says of each status how often it is drawn, and over how many days back.
    """
    statuses = rng.choices(
        list(spread), cum_weights=list(accumulate(often for often, _days in spread.values())), k=count
    )
    return sorted(((rng.randint(YOUNGEST, spread[status][1] * DAY), status) for status in statuses), reverse=True)
