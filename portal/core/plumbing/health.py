"""`/sante/vivant`: the process answers. `/sante/pret`: it can do its work; a balancer sends visitors only then."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from portal.core.plugs import probes
from portal.core.values.kept_words import to_keep

GOOD, BAD, UNKNOWN = "ok", "en panne", "inconnu"


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
    """200 when everything a page needs is there, else 503; each part is named.

    What only delays work (the broker, the schedule, messages that wait) is told in words, with ages in seconds, and
    closes no door: pages answer without it.
    """
    vital = {"base": _database(), "migrations": BAD}
    if vital["base"] == GOOD:
        vital["migrations"] = _migrations()
    status = 200 if set(vital.values()) == {GOOD} else 503
    headers = {} if status == 200 else {"Retry-After": "10"}
    return JsonResponse({**vital, **_others(asks=status == 200)}, status=status, headers=headers)


def _others(*, asks: bool) -> dict:
    """The word of each probe; those that need tables are not asked (`inconnu`) when these are away."""
    words, ages = {}, {}
    for probe in probes.at_the_door():
        if probe.needs_database and not asks:
            words[probe.name] = UNKNOWN
            continue
        found = probe.examine()
        words[probe.name] = to_keep(probes.WORDS[found.tone]).lower()  # what machines read has no capital
        if found.seconds is not None:
            ages[probe.name] = found.seconds
    return {**words, "secondes": ages}


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
