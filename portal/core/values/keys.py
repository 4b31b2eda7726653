"""Keys of records in addresses and forms."""

LONGEST = 18  # digits: more may not fit a column


def parse_key(text: str) -> int | None:
    """Return the key that `text` names, None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
