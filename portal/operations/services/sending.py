"""What waits to leave, what providers refused, and the day's budget of SMS."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contracts.sales.queries import needing_a_worker
from portal.core.plugs.probes import Finding, Probe
from portal.core.values import dates
from portal.core.values.money import format_count
from portal.messaging import budget
from portal.messaging.models import Message
from portal.messaging.states import LOST, Channel
from portal.ui.components.formats import ago

LATE, VERY_LATE = 60, 600  # seconds a message or a document may be overdue
DAY = timedelta(hours=24)
SHOWN_ERRORS = 3


def waiting() -> Finding:
    """The message that has been due for longest; what a daily budget or a retry puts off is not due."""
    oldest = Message.objects.due(dates.now()).order_by("due_at").values_list("due_at", flat=True).first()
    if oldest is None:
        return Finding("success", _("Aucun message n’attend."), seconds=0)
    return _overdue(
        oldest,
        _("Le plus ancien message devait partir %(since)s."),
        _(
            "Vérifiez le planificateur, les workers, puis le prestataire. Les messages en "
            "attente partiront à leur retour."
        ),
    )


def documents() -> Finding:
    """The contract whose document or seal has been due for longest."""
    oldest = needing_a_worker(dates.now()).values_list("status_changed_at", flat=True).first()
    if oldest is None:
        return Finding("success", _("Aucun document en attente."))
    return _overdue(
        oldest,
        _("Plus ancien document en attente : %(since)s."),
        _("Vérifiez les workers et leur journal : Pango, le certificat du cachet ou le stockage peut manquer."),
    )


def _overdue(since, sentence: str, advice: str) -> Finding:
    seconds = round((dates.now() - since).total_seconds())
    told = sentence % {"since": ago(since)}
    if seconds <= LATE:
        return Finding("success", told, seconds=seconds)
    return Finding("warning" if seconds <= VERY_LATE else "danger", told, advice, seconds)


def provider_errors() -> Finding:
    """What providers answered to the messages of the last 24 hours, the most frequent first."""
    recent = Message.objects.filter(channel__in=(Channel.SMS, Channel.EMAIL), created_at__gte=dates.now() - DAY)
    counted = (
        recent.exclude(error_code="")
        .values_list("provider", "error_code", "error_sentence")
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    errors = list(counted[:SHOWN_ERRORS])
    if not errors:
        return Finding("success", _("Aucune erreur depuis 24 heures."))
    told = " ; ".join(f"{sentence} ({provider} {code}) × {count}" for provider, code, sentence, count in errors)
    return Finding(
        "warning",
        _("Depuis 24 heures : %(errors)s.") % {"errors": told},
        _("Une erreur répétée vient du prestataire ou de son réglage. Une erreur isolée vient du destinataire."),
    )


def lost() -> Finding:
    count = Message.objects.filter(state__in=LOST).count()
    if not count:
        return Finding("success", _("Aucun message en échec."))
    told = ngettext("%(count)d message n’est pas parti.", "%(count)d messages ne sont pas partis.", count)
    return Finding("warning", told % {"count": count}, _("Ouvrez la liste pour voir la cause et la marche à suivre."))


def sms_budget() -> Finding:
    spent, most = budget.spent_today(), settings.SMS_DAILY_BUDGET
    told = _("%(spent)s SMS sur %(budget)s depuis minuit.") % {
        "spent": format_count(spent),
        "budget": format_count(most),
    }
    if spent >= most:
        advice = _("Les SMS attendent minuit. Cherchez un abus, ou relevez SMS_DAILY_BUDGET et relancez le portail.")
        return Finding("danger", told, advice)
    if spent * 100 >= most * budget.ALARM_PERCENT:
        return Finding("warning", told, _("Le budget du jour est bientôt atteint : cherchez qui envoie tant de codes."))
    return Finding("success", told)


PROBES = (
    Probe("messages", gettext_lazy("Messages en attente"), waiting, 50, at_the_door=True, everyday=True),
    Probe("documents", gettext_lazy("Documents en attente"), documents, 60, everyday=True),
    Probe("echecs", gettext_lazy("Messages en échec"), lost, 70, url_name="operations:messages", everyday=True),
    Probe("prestataires", gettext_lazy("Erreurs des prestataires"), provider_errors, 80),
    Probe("budget", gettext_lazy("Budget de SMS"), sms_budget, 90, everyday=True),
)
