"""Timeline sentences, one per event of a request."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from presales.meetings.rules import in_words


def _slot(data: dict) -> dict:
    """Return the date a partner chose or agreed to, in the reader's language."""
    if not {"start", "end"} <= set(data):
        return {}
    return {"slot": in_words(datetime.fromisoformat(data["start"]), datetime.fromisoformat(data["end"]))}


SENTENCES = {
    "presales.drafted": Sentence(_("{actor} a préparé cette demande"), "pencil", "neutral"),
    "presales.changed": Sentence(_("{actor} a modifié le brouillon"), "pencil", "neutral"),
    "presales.submitted": Sentence(_("{actor} a envoyé la demande à l’équipe avant-vente"), "send", "info"),
    "presales.accepted": Sentence(_("{actor} a accepté la demande et la suit"), "check", "progress"),
    "presales.assigned": Sentence(_("{actor} a confié le suivi à {to}"), "users", "info"),
    "presales.taken_over": Sentence(_("{actor} a repris le suivi"), "user-check", "info"),
    "presales.handed_over": Sentence(_("{actor} a confié cette demande à une autre personne"), "users", "info"),
    "presales.proposed": Sentence(_("{actor} a proposé trois dates (tour {round})"), "calendar-event", "info"),
    "presales.choice_kept": Sentence(_("{actor} a retenu une date : {slot}"), "calendar", "neutral", facts=_slot),
    "presales.agreed": Sentence(_("{actor} a accepté la date du {slot}"), "circle-check", "success", facts=_slot),
    "presales.agreement_undone": Sentence(_("{actor} est revenu sur son choix de date"), "arrow-back-up", "neutral"),
    "presales.asked_again": Sentence(_("{actor} a demandé d’autres dates"), "calendar", "warning"),
    "presales.moved": Sentence(_("{actor} a demandé à déplacer le rendez-vous"), "calendar", "warning"),
    "presales.info_asked": Sentence(_("{actor} a demandé des informations"), "help-circle", "warning"),
    "presales.info_given": Sentence(_("{actor} a transmis les informations demandées"), "message-circle", "info"),
    "presales.holds_ended": Sentence(_("Les dates proposées ne sont plus réservées"), "clock", "warning"),
    "presales.video_changed": Sentence(_("{actor} a changé le lien de la visio"), "link", "info"),
    "presales.refused": Sentence(_("{actor} a refusé la demande"), "circle-x", "danger"),
    "presales.cancelled": Sentence(_("{actor} a annulé la demande"), "ban", "muted"),
}
