"""The database, the broker, the schedule and the workers."""

import time

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.plugs.probes import Finding, Probe
from portal.core.values import dates
from portal.operations import heartbeats
from portal.ui.components.formats import ago

SLOW_SECONDS = 0.2
BROKER_SECONDS = 0.5  # to connect, and again to answer
BEAT_LATE, BEAT_DEAD = 30, 60
WORKER_LATE, WORKER_DEAD = 60, 180


def database() -> Finding:
    start = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    took = time.monotonic() - start
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    values = {"name": name, "milliseconds": max(1, round(took * 1000))}
    if took > SLOW_SECONDS:
        return Finding(
            "warning",
            _("%(name)s répond lentement : %(milliseconds)d ms.") % values,
            _("Regardez la charge du serveur de base de données et ses requêtes longues."),
        )
    return Finding("success", _("%(name)s répond en %(milliseconds)d ms.") % values)


def broker() -> Finding:
    import redis  # twenty megabytes that no other page needs

    address = settings.CELERY_BROKER_URL
    if not address.startswith(("redis://", "rediss://")):
        return Finding("success", _("Inutile pour le portail embarqué."))
    try:
        client = redis.Redis.from_url(
            address, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS, retry=None
        )
        with client:
            client.ping()
            waiting = client.llen("celery")
    except (redis.RedisError, OSError, ValueError):
        return Finding(
            "danger",
            _("Redis ne répond pas. Les envois partent avec quelques secondes de retard."),
            _("Relancez Redis. Aucun message n’est perdu : la file est dans la base de données."),
        )
    return Finding("success", _("Redis répond. Tâches en attente : %(count)d.") % {"count": waiting})


def schedule() -> Finding:
    return _sign_of_life(
        "beat",
        (BEAT_LATE, BEAT_DEAD),
        alive=_("Le planificateur travaille (%(ago)s)."),
        late=_("Le planificateur est inactif depuis %(seconds)d s."),
        never=_("Le planificateur n’a jamais tourné."),
        advice=_("Relancez le processus « beat »."),
    )


def workers() -> Finding:
    return _sign_of_life(
        "worker",
        (WORKER_LATE, WORKER_DEAD),
        alive=_("Les workers sont actifs (%(ago)s)."),
        late=_("Les workers sont inactifs depuis %(seconds)d s."),
        never=_("Aucun worker n’a encore démarré."),
        advice=_("Relancez les processus « worker » ; vérifiez d’abord Redis et le planificateur."),
    )


def _sign_of_life(name: str, limits: tuple[int, int], *, alive, late, never, advice) -> Finding:
    row = heartbeats.last(name)
    if row is None:
        return Finding("neutral", never, advice)
    seconds = max(0, round((dates.now() - row.at).total_seconds()))
    if seconds <= limits[0]:
        return Finding("success", alive % {"ago": ago(row.at)}, seconds=seconds)
    return Finding("warning" if seconds <= limits[1] else "danger", late % {"seconds": seconds}, advice, seconds)


PROBES = (
    Probe("base", gettext_lazy("Base de données"), database, order=10),
    Probe("courtier", gettext_lazy("File d’attente (Redis)"), broker, 20, at_the_door=True, needs_database=False),
    Probe("planificateur", gettext_lazy("Planificateur"), schedule, 30, at_the_door=True),
    Probe("ouvriers", gettext_lazy("Traitements (workers)"), workers, 40, at_the_door=True),
)
