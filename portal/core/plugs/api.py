"""The API: rooms plug in their operations; `portal.api` mounts them at `/api/v1/`.

api = ApiRouter("clients", "/clients", router)
"""

from dataclasses import dataclass

from ninja import Router

from portal.core.plugs import Socket


@dataclass(frozen=True)
class ApiRouter:
    """The operations of one kind of record, below `prefix`; each asks for a scope and a right of the token's owner."""

    name: str
    prefix: str
    router: Router
    order: int = 100


ROUTERS = Socket("api", ApiRouter, "Operations of the API at `/api/v1/`.")
