"""The closed lists of an onboarding: its life, its pieces, its screens, what the client agrees to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    SENT = "sent", _("Envoyé")
    OPENED = "opened", _("Ouvert")
    STARTED = "started", _("En cours")
    TO_CHECK = "to_check", _("À vérifier")
    TO_COMPLETE = "to_complete", _("À compléter")
    ACCEPTED = "accepted", _("Accepté")
    EXPIRED = "expired", _("Expiré")


STATUS_TONES = {
    Status.SENT: "neutral",
    Status.OPENED: "info",
    Status.STARTED: "progress",
    Status.TO_CHECK: "warning",
    Status.TO_COMPLETE: "progress",
    Status.ACCEPTED: "success",
    Status.EXPIRED: "muted",
}
WITH_CLIENT = (Status.SENT, Status.OPENED, Status.STARTED, Status.TO_COMPLETE)  # the client has the ball
NEXT_STEPS = {
    Status.SENT: _("Le client n’a pas encore ouvert son lien."),
    Status.OPENED: _("Le client a ouvert son lien et n’a encore rien rempli."),
    Status.STARTED: _("Le client remplit son inscription."),
    Status.TO_CHECK: _("Le back-office vérifie les pièces."),
    Status.TO_COMPLETE: _("Le client doit renvoyer les pièces refusées."),
    Status.ACCEPTED: _("L’inscription est terminée."),
    Status.EXPIRED: _("Renvoyez un lien. Les réponses du client sont conservées."),
}


class PieceKind(TextChoices):
    """Documents that are asked for."""

    IDENTITY = "identity", _("Pièce d’identité du dirigeant")
    OWN_IDENTITY = "own_identity", _("Pièce d’identité")
    REGISTRATION = "registration", _("Extrait Kbis de moins de trois mois")
    TRADER = "trader", _("Avis de situation de moins de trois mois")
    HOME = "home", _("Justificatif de domicile de moins de trois mois")


IDENTITY_KINDS = (PieceKind.IDENTITY, PieceKind.OWN_IDENTITY)
PIECE_HELP = {
    PieceKind.IDENTITY: _("Carte nationale d’identité (recto et verso), passeport ou titre de séjour, en cours."),
    PieceKind.OWN_IDENTITY: _("Carte nationale d’identité (recto et verso), passeport ou titre de séjour, en cours."),
    PieceKind.REGISTRATION: _("Le PDF de monidenum.fr ou d’Infogreffe, ou une photo nette de chaque page."),
    PieceKind.TRADER: _("Le PDF de avis-situation-sirene.insee.fr, ou une photo nette."),
    PieceKind.HOME: _("Facture d’énergie, d’eau ou de téléphone, avis d’imposition."),
}


class PieceStatus(TextChoices):
    AWAITED = "awaited", _("Attendue")
    DROPPED = "dropped", _("Déposée")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("Refusée")


PIECE_TONES = {
    PieceStatus.AWAITED: "neutral",
    PieceStatus.DROPPED: "info",
    PieceStatus.ACCEPTED: "success",
    PieceStatus.REFUSED: "danger",
}


class Standing(TextChoices):
    """What a person is in a company."""

    OFFICER = "officer", _("Dirigeant")
    OWNER = "owner", _("Bénéficiaire effectif")
    BOTH = "both", _("Dirigeant et bénéficiaire effectif")


class Consent(TextChoices):
    """What is agreed to before sending; the words are kept with the moment."""

    TRUTH = "truth", _("Je certifie que ces informations et ces documents sont exacts.")
    DATA = (
        "data",
        _(
            "J’ai compris que ces données servent à l’entrée en relation, "
            "et que la loi impose de les vérifier et de les garder."
        ),
    )
    MAIL = "mail", _("J’accepte de recevoir les documents de la relation par voie électronique.")
