from portal.brand.current import face


def brand(request) -> dict:
    """Return the brand, for every page."""
    return {"brand": face()}
