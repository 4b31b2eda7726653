"""The brand as pages, mails and documents show it: read once in a while, as every page needs it."""

import time
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.apps import apps

from portal.brand.colours import HOUSE, palette

SECONDS = 15  # a change reaches the other processes within this time


@dataclass(frozen=True)
class Face:
    """Colour and logo. `version` is in the addresses of style sheet, icon and logo: browsers keep these for ever."""

    version: int = 0
    colour: str = HOUSE
    logo_id: UUID | None = None

    @property
    def is_own(self) -> bool:
        """Return whether the organisation chose anything itself."""
        return self.colour != HOUSE or self.logo_id is not None

    @cached_property
    def colours(self) -> dict[str, tuple[str, str]]:
        return palette(self.colour)

    @property
    def ink(self) -> str:
        """The colour of words and buttons on white."""
        return self.colours["accent"][0]


_kept: tuple[Face, float] = (Face(), 0.0)


def face() -> Face:
    """Return the brand; asks the database once in `SECONDS`."""
    kept, until = _kept
    return kept if time.monotonic() < until else keep(_read())


def keep(shown: Face, seconds: float = SECONDS) -> Face:
    """Take `shown` for the brand, in this process, for so many seconds."""
    global _kept
    _kept = (shown, time.monotonic() + seconds)
    return shown


def forget() -> None:
    """Have the next page read the brand anew."""
    keep(Face(), 0)


def _read() -> Face:
    row = apps.get_model("brand", "Brand").objects.values_list("version", "colour", "logo_id").first()
    return Face(*row) if row else Face()
