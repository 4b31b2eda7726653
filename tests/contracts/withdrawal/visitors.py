"""A client at the public page: what they type, and how they get to the statement."""

from tests.client import StrictClient

START = "/retractation/"
STATEMENT = "/retractation/confirmation/"


def known_as(contract, **changes) -> dict:
    """What the client of a contract types at the first step."""
    return {"number": contract.number, "name": contract.last_name, "email": contract.email} | changes


def recognised(contract, **typed) -> StrictClient:
    """A browser whose reader was recognised as the client of `contract`."""
    client = StrictClient()
    response = client.post(START, known_as(contract, **typed))
    assert (response.status_code, response.get("Location")) == (302, STATEMENT)
    return client
