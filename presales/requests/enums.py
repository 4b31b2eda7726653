from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Statuses of a request for an expert, in the words of the partners' guide (D5–D13)."""

    DRAFT = "draft", _("Brouillon")
    TO_DO = "to_do", _("A traiter")
    IN_PROGRESS = "in_progress", _("En cours")
    AWAITING_INFO = "awaiting_info", _("En attente info")
    PLANNED = "planned", _("Planifiée")
    DONE = "done", _("Terminé")
    REFUSED = "refused", _("Refusée")
    CANCELLED = "cancelled", _("Annulée")


STATUS_TONES = {
    Status.DRAFT: "neutral",
    Status.TO_DO: "info",
    Status.IN_PROGRESS: "progress",
    Status.AWAITING_INFO: "warning",
    Status.PLANNED: "info",
    Status.DONE: "success",
    Status.REFUSED: "danger",
    Status.CANCELLED: "muted",
}

NEXT_STEPS = {
    Status.DRAFT: _("Relisez la demande, puis envoyez-la à l’équipe avant-vente."),
    Status.TO_DO: _("L’équipe avant-vente lit la demande et l’accepte."),
    Status.IN_PROGRESS: _("L’équipe avant-vente prépare trois propositions de dates."),
    Status.AWAITING_INFO: _("L’équipe avant-vente attend des informations du partenaire."),
    Status.PLANNED: _("Le partenaire choisit l’une des trois dates proposées."),
    Status.DONE: _("Le rendez-vous est fixé. Il peut encore être déplacé ou annulé."),
    Status.REFUSED: _("La demande a été refusée, le motif est ci-dessous."),
    Status.CANCELLED: _("La demande a été annulée, le motif est ci-dessous."),
}

FOR_ASKERS = {
    Status.TO_DO: _("L’équipe avant-vente lit votre demande, vous n’avez rien à faire."),
    Status.IN_PROGRESS: _("L’équipe avant-vente prépare trois propositions de dates, vous n’avez rien à faire."),
    Status.AWAITING_INFO: _("L’équipe avant-vente a une question : transmettez-lui les informations."),
    Status.PLANNED: _("Choisissez l’une des trois dates : le rendez-vous est fixé aussitôt."),
}
FOR_TEAM = {
    Status.TO_DO: _("Lisez la demande, puis acceptez-la, ou demandez ce qui manque."),
    Status.IN_PROGRESS: _("Proposez trois dates au partenaire."),
    Status.AWAITING_INFO: _("Le partenaire doit vous répondre. Votre délai est en pause."),
}

WITH_TEAM = (Status.TO_DO, Status.IN_PROGRESS)  # statuses in which the team's clock runs
WITH_PARTNER = (Status.AWAITING_INFO, Status.PLANNED)
OPEN = (Status.TO_DO, Status.IN_PROGRESS, Status.AWAITING_INFO, Status.PLANNED)
NOT_CLOSED = (Status.DRAFT, *OPEN)
CLOSED = (Status.DONE, Status.REFUSED, Status.CANCELLED)


class Mode(TextChoices):
    """Type of intervention; on site, a place is required (D5)."""

    ON_SITE = "on_site", _("Sur site")
    REMOTE = "remote", _("À distance, en visioconférence")
    PHONE = "phone", _("Par téléphone")


class HalfDay(TextChoices):
    """Preferred half-day of the meeting."""

    MON_AM = "lun-matin", _("Lundi matin")
    MON_PM = "lun-apres-midi", _("Lundi après-midi")
    TUE_AM = "mar-matin", _("Mardi matin")
    TUE_PM = "mar-apres-midi", _("Mardi après-midi")
    WED_AM = "mer-matin", _("Mercredi matin")
    WED_PM = "mer-apres-midi", _("Mercredi après-midi")
    THU_AM = "jeu-matin", _("Jeudi matin")
    THU_PM = "jeu-apres-midi", _("Jeudi après-midi")
    FRI_AM = "ven-matin", _("Vendredi matin")
    FRI_PM = "ven-apres-midi", _("Vendredi après-midi")
