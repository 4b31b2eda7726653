"""What the portal stands on may be away for a moment: the page is then a 503 that says so, and work waits."""


class Unavailable(Exception):
    """A service cannot be reached now, and trying again later is right."""
