"""What a browser says of the device it runs on."""

from collections.abc import Mapping

COMPUTERS = ("Windows NT", "Macintosh", "X11")  # tablets that ask for pages of computers are among them


def is_computer(headers: Mapping[str, str]) -> bool:
    """Return whether the reader is at a computer: by the client hint, by the name of the browser where none is sent."""
    hint = headers.get("Sec-CH-UA-Mobile", "")
    if hint:
        return hint == "?0"
    browser = headers.get("User-Agent", "")
    return "Mobi" not in browser and any(name in browser for name in COMPUTERS)
