from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role


class Status(TextChoices):
    """The statuses of a contract, in the words of the sales guide (S11); a draft shows as `Brouillon`."""

    DRAFT = "draft", _("Brouillon")
    AWAITING_CLIENT = "awaiting_client", _("En attente client")
    AWAITING_BACK_OFFICE = "awaiting_back_office", _("En attente back-office")
    VALIDATED = "validated", _("Validé")
    WITHDRAWN = "withdrawn", _("Rétracté")
    UNREACHABLE = "unreachable", _("Injoignable")
    UNPAID = "unpaid", _("Impayé")


STATUS_TONES = {
    Status.DRAFT: "neutral",
    Status.AWAITING_CLIENT: "info",
    Status.AWAITING_BACK_OFFICE: "progress",
    Status.VALIDATED: "success",
    Status.WITHDRAWN: "muted",
    Status.UNREACHABLE: "warning",
    Status.UNPAID: "danger",
}


NEXT_STEPS = {
    Status.DRAFT: _("Complétez le contrat, puis envoyez-le en signature."),
    Status.AWAITING_CLIENT: _("Le client lit l’offre et donne le code reçu par SMS."),
    Status.AWAITING_BACK_OFFICE: _("Le back-office appelle le client et confirme la souscription."),
    Status.VALIDATED: _("La souscription est confirmée, il n’y a plus rien à faire."),
    Status.WITHDRAWN: _("Le client a renoncé au contrat, il n’y a plus rien à faire."),
    Status.UNREACHABLE: _("Le client n’a pas pu être joint. Le back-office peut rouvrir le contrat."),
    Status.UNPAID: _("Le client n’a pas payé. Le back-office peut rouvrir le contrat."),
}


# Sentences for the role that has to act; other readers get the one above.
NEXT_STEPS_FOR = {
    (Status.AWAITING_CLIENT, Role.AGENT): _(
        "Demandez au client le code reçu par SMS, ou laissez-le signer sur son téléphone."
    ),
    (Status.AWAITING_CLIENT, Role.MANAGER): _(
        "Demandez au client le code reçu par SMS, ou laissez-le signer sur son téléphone."
    ),
    (Status.AWAITING_CLIENT, Role.CLIENT): _("Lisez l’offre, puis signez avec le code reçu par SMS."),
    (Status.AWAITING_BACK_OFFICE, Role.BACK_OFFICE): _(
        "Appelez le client, notez l’appel, puis validez la souscription."
    ),
    (Status.AWAITING_BACK_OFFICE, Role.CLIENT): _("Un conseiller vous appelle pour confirmer votre souscription."),
    (Status.VALIDATED, Role.CLIENT): _("Votre souscription est confirmée, vous n’avez plus rien à faire."),
    (Status.WITHDRAWN, Role.CLIENT): _("Vous avez renoncé à ce contrat, vous n’avez plus rien à faire."),
    (Status.UNREACHABLE, Role.BACK_OFFICE): _(
        "Le client n’a pas pu être joint. Vous pouvez rouvrir le contrat s’il se manifeste."
    ),
    (Status.UNREACHABLE, Role.CLIENT): _(
        "Nous n’avons pas réussi à vous joindre. Votre conseiller peut relancer le dossier."
    ),
    (Status.UNPAID, Role.BACK_OFFICE): _("Le client n’a pas payé. Vous pouvez rouvrir le contrat s’il régularise."),
    (Status.UNPAID, Role.CLIENT): _("Un paiement manque. Votre conseiller peut vous renseigner."),
}


def next_step_for(status: str, role: str) -> str:
    """Return the next step in one sentence, for a reader of that role."""
    return str(NEXT_STEPS_FOR.get((status, role)) or NEXT_STEPS[status])


class Origin(TextChoices):
    COLD_CALL = "cold_call", _("Démarchage téléphonique")
    APPOINTMENT = "appointment", _("Rendez-vous")
    REFERRAL = "referral", _("Recommandation")
    INBOUND = "inbound", _("Entrant")
    OTHER = "other", _("Autre")


class SigningChannel(TextChoices):
    """Device the code was typed on: the agent's, to whom the client told it, or the client's own phone."""

    AGENT = "agent", _("Code communiqué au conseiller")
    CLIENT = "client", _("Code saisi par le client sur son téléphone")


class CallOutcome(TextChoices):
    CONFIRMED = "confirmed", _("Joint, le client confirme")
    CALL_BACK = "call_back", _("Joint, à rappeler")
    NO_ANSWER = "no_answer", _("Pas de réponse")
    VOICEMAIL = "voicemail", _("Messagerie vocale")
    WRONG_NUMBER = "wrong_number", _("Mauvais numéro")


MISSED_CALLS = (CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL, CallOutcome.WRONG_NUMBER)

SIGNATURE = "contracts.signature"  # purpose of the codes and links of a signature
NAMES = "contracts:list_suggestions"  # suggestions of sellers, agencies and products
