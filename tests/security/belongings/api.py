"""Tokens of the API, which their owner alone sees; its operations are opened by a token, never by a session."""

from uuid import uuid4

from portal.access.permissions import Permission
from portal.api import actions

OPERATION = "a token alone opens it: tests/api looks at whose records it gives"
NOBODYS = {
    "api:api_v1:product": OPERATION,
    "api:api_v1:client": OPERATION,
    "api:api_v1:change_client": OPERATION,
    "api:api_v1:partner_contract": OPERATION,
}


def make(owner, name, client) -> None:
    if owner.has_right(Permission.API):
        actions.create(name=name, scopes=["clients:read"], days=30, key=uuid4(), by=owner)
