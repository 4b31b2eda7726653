"""Backups, the anchor of the history, and the evidence that was read again."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.audit.models import Anchor, Event
from portal.core.plugs.probes import Finding, Probe
from portal.core.values import dates
from portal.core.values.money import format_count
from portal.documents.models import FileFault
from portal.operations import heartbeats, verifying
from portal.ui.components.formats import ago, at_time

ANCHOR_LATE = timedelta(hours=2)
VERIFIED_LATE = timedelta(hours=36)
BACKUP_LATE = timedelta(hours=36)


def anchor() -> Finding:
    last = Anchor.objects.defer("blocks").order_by("-pk").first()
    if last is None:
        return Finding("neutral", _("Premier ancrage dans l’heure."))
    told = _("Dernier ancrage de l’historique le %(day)s : %(events)s événements.") % {
        "day": at_time(last.at),
        "events": format_count(last.events),
    }
    if last.day >= dates.today() - timedelta(days=1) and not _waits_for_anchor(last):
        return Finding("success", told)
    return Finding("warning", told, _("Vérifiez le planificateur, et qu’on peut écrire dans ANCHOR_FILE."))


def _waits_for_anchor(last: Anchor) -> bool:
    """Whether something that happened hours ago is in no anchor."""
    first = Event.objects.filter(pk__gt=last.last_event).order_by("pk").values_list("at", flat=True).first()
    return first is not None and first < dates.now() - ANCHOR_LATE and last.at < dates.now() - ANCHOR_LATE


def evidence() -> Finding:
    """Stored files and histories, as they were last read again."""
    count = FileFault.objects.count()
    if count:
        first = verifying.faults().first()
        words = {"count": count, "name": first.stored.name, "problem": first.get_kind_display()}
        told = ngettext(
            "%(count)s fichier conservé a un problème : « %(name)s » est %(problem)s.",
            "%(count)s fichiers conservés ont un problème : « %(name)s » est %(problem)s.",
            count,
        )
        return Finding("danger", told % words, _("Ouvrez « Preuves conservées », puis comparez avec une sauvegarde."))
    last = verifying.last()
    if last is None:
        return Finding("neutral", _("Fichiers intacts. L’historique sera vérifié dans la journée."))
    if last.problems:
        told = ngettext(
            "Historique altéré : %(count)s problème.",
            "Historique altéré : %(count)s problèmes.",
            len(last.problems),
        )
        advice = _("Gardez la base telle quelle et comparez-la avec une sauvegarde et le journal des ancrages.")
        return Finding("danger", told % {"count": len(last.problems)}, advice)
    told = _("Fichiers et historiques intacts, vérifiés %(ago)s.") % {"ago": ago(last.at)}
    if last.at >= dates.now() - VERIFIED_LATE:
        return Finding("success", told)
    return Finding("warning", told, _("Vérifiez le planificateur et les workers."))


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
        "danger", told, _("La sauvegarde du jour manque. Relancez scripts/backup.sh et lisez son compte rendu.")
    )


PROBES = (
    Probe("sauvegarde", gettext_lazy("Sauvegarde"), backup, 120),
    Probe("historique", gettext_lazy("Ancrage de l’historique"), anchor, 130),
    Probe("preuves", gettext_lazy("Preuves conservées"), evidence, 125, url_name="operations:evidence", everyday=True),
)
