"""What protects against loss and against lies: backups, and the anchor of the history."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Anchor
from portal.core import dates
from portal.core.money import format_count
from portal.core.probes import Finding, Probe
from portal.operations import heartbeats
from portal.ui.components.formats import ago, long_date

BACKUP_LATE = timedelta(hours=36)


def anchor() -> Finding:
    last = Anchor.objects.defer("blocks").order_by("-day").first()
    if last is None:
        return Finding("neutral", _("Pas encore d’ancrage : le premier se fait dans l’heure."))
    told = _("Dernier ancrage de l’historique le %(day)s : %(events)s événements.") % {
        "day": long_date(last.day),
        "events": format_count(last.events),
    }
    if last.day >= dates.today() - timedelta(days=1):
        return Finding("success", told)
    return Finding("warning", told, _("Vérifiez le planificateur, et qu’on peut écrire dans ANCHOR_FILE."))


def backup() -> Finding:
    last = heartbeats.last("backup")
    if last is None:
        return Finding(
            "neutral",
            _("Aucune sauvegarde n’a été signalée au portail."),
            _("Planifiez scripts/backup.sh : il signale chaque sauvegarde achevée."),
        )
    told = _("Dernière sauvegarde achevée %(ago)s.") % {"ago": ago(last.at)}
    if dates.now() - last.at <= BACKUP_LATE:
        return Finding("success", told)
    return Finding(
        "danger", told, _("La sauvegarde du jour manque : relancez scripts/backup.sh et lisez ce qu’il dit.")
    )


PROBES = (
    Probe("sauvegarde", gettext_lazy("Sauvegarde"), backup, 120),
    Probe("historique", gettext_lazy("Ancrage de l’historique"), anchor, 130),
)
