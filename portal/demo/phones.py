"""Numbers that ring nowhere: the ranges that the regulator (ARCEP) keeps for fiction."""

FICTION = "+3363998"
NEVER_ANSWERS = f"{FICTION}0000"  # the demo gateway fails on it
LANDLINES = {"lyon-confluence": "+334657100", "nantes-erdre": "+332619100"}
HEAD_OFFICE = "+331990000"


def fictional_mobile(rank: int) -> str:
    """The `rank`-th mobile (1 to 9999) of the range 06 39 98; number 0 is the one that never answers."""
    if not 1 <= rank <= 9999:
        raise ValueError("the range for fiction holds 9999 mobiles")
    return f"{FICTION}{rank:04d}"


def fictional_landline(agency_code: str, rank: int) -> str:
    """A direct line in an agency, `rank` from 0 to 99; an unknown agency is the head office."""
    return f"{LANDLINES.get(agency_code, HEAD_OFFICE)}{rank:02d}"
