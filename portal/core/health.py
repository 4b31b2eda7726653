"""`/sante/vivant`: the process answers. `/sante/pret`: it can do its work; a balancer sends visitors only then."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

GOOD, BAD = "ok", "en panne"


def _probe(view):
    """A page for machines: no login, no cache, nothing about anybody."""
    opened = login_not_required(never_cache(view))
    opened.access = ("public", "health of the service, without data")
    return opened


@_probe
def alive(request):
    return JsonResponse({"vivant": GOOD})


@_probe
def ready(request):
    """200 when everything a page needs is there, else 503; each part is named."""
    parts = {"base": _database(), "migrations": BAD}
    if parts["base"] == GOOD:
        parts["migrations"] = _migrations()
    status = 200 if set(parts.values()) == {GOOD} else 503
    return JsonResponse(parts, status=status, headers={} if status == 200 else {"Retry-After": "10"})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return BAD
    return GOOD


_applied = False


def _migrations() -> str:
    """Whether the tables are those of this code. Once they are, this process needs not ask again."""
    global _applied
    if not _applied:
        executor = MigrationExecutor(connection)
        _applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return GOOD if _applied else "à appliquer"
