"""A printed statement of a client."""

from contracts.statements.models import Statement
from portal.core.values import dates


def make(owner, name: str, client) -> None:
    Statement.objects.create(client=client, owner=owner, day=dates.today())
