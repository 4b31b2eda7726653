"""Timeline sentences of codes, and sentences shown when a limit is reached."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.history import Sentence
from portal.codes.enums import Limit

LOCKED = {
    Limit.WRONG_PER_DAY: gettext_lazy(
        "La saisie du code est bloquée : trop de codes erronés en 24 heures. "
        "Le back-office est prévenu et peut débloquer."
    ),
    Limit.WRONG_IN_LIFE: gettext_lazy(
        "La saisie du code est bloquée : trop de codes erronés pour ce dossier. Il faut en établir un nouveau."
    ),
    Limit.SENDS_PER_NUMBER: gettext_lazy(
        "L’envoi de codes est bloqué : trop de SMS vers ce numéro en 24 heures. "
        "Le back-office est prévenu et peut débloquer."
    ),
    Limit.COLLEAGUE_NUMBER: gettext_lazy(
        "La signature est bloquée : ce mobile est aussi celui d’un membre de l’équipe. "
        "Le back-office est prévenu et vérifie."
    ),
    Limit.WRONG_PER_AGENT: gettext_lazy(
        "Vous avez saisi trop de codes erronés en 24 heures. Le back-office est prévenu et peut débloquer ; "
        "votre client peut toujours saisir le code lui-même depuis le lien reçu par SMS."
    ),
}


SENTENCES = {
    "codes.issued": Sentence(
        gettext_lazy("Un code à 6 chiffres a été créé pour le {phone}"), "message", "info", technical=True
    ),
    "codes.wrong": Sentence(gettext_lazy("{actor} a saisi un code erroné"), "alert-triangle", "warning"),
    "codes.expired": Sentence(gettext_lazy("{actor} a saisi un code expiré"), "clock", "muted"),
    "codes.locked": Sentence(gettext_lazy("Saisie bloquée : {limit}"), "lock", "danger"),
    "codes.lifted": Sentence(gettext_lazy("{actor} a débloqué la saisie du code"), "lock-open", "info"),
}


def wait(seconds: int) -> str:
    """Return the sentence after asking for another code too soon; `seconds` are those left, at least one."""
    if seconds == 1:
        return _("Un code vient de partir. Vous pourrez en demander un autre dans une seconde.")
    return _("Un code vient de partir. Vous pourrez en demander un autre dans %(seconds)s secondes.") % {
        "seconds": seconds
    }


def wrong(left: int) -> str:
    """Return the sentence after a wrong code; `left` tries remain before the lock, at least one."""
    if left == 1:
        return _("Code incorrect. Il reste un essai.")
    return _("Code incorrect. Il reste %(left)s essais.") % {"left": left}


def expired() -> str:
    return _("Ce code a expiré.")


def stale() -> str:
    return _("Ce code a été remplacé ou déjà utilisé. Cet essai n’est pas compté.")


def malformed() -> str:
    return _("Le code a 6 chiffres. Relisez le SMS et ressaisissez-le. Cet essai n’est pas compté.")


def accepted() -> str:
    return _("Code correct.")


def final_lock() -> str:
    return _("Ce blocage est définitif : établissez un nouveau dossier.")


def no_lock() -> str:
    return _("Il n’y a pas de blocage à lever.")


def lifted() -> str:
    return _("La saisie du code est débloquée.")
