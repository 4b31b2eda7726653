"""Tokens of the API, which their owner alone sees; its operations are opened by a token, never by a session."""

from datetime import timedelta
from secrets import token_hex
from uuid import uuid4

from portal.api.models import ApiToken
from portal.core.values import dates

OPERATION = "a token alone opens it: tests/api looks at whose records it gives"
NOBODYS = {
    "api:api_v1:product": OPERATION,
    "api:api_v1:client": OPERATION,
    "api:api_v1:change_client": OPERATION,
    "api:api_v1:partner_contract": OPERATION,
}


def make(owner, name, client) -> None:
    values = {"name": name, "scopes": ["clients:read"], "expires_at": dates.now() + timedelta(days=30)}
    ApiToken.objects.create(owner=owner, creation_key=uuid4(), digest=token_hex(32), beginning="cpt_", **values)
