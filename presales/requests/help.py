"""Help about opportunities and requests; the statuses are read from the workflow."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import PRESALES, Article
from portal.help.states import states_of
from presales.requests.enums import NEXT_STEPS, STATUS_TONES, Status
from presales.requests.models import PresalesRequest


def _figures() -> dict:
    return {"days": settings.PRESALES_DAYS, "held": settings.PRESALES_HOLD_DAYS}


def states() -> dict:
    """Return every status with its outgoing transitions, from the workflow."""
    return {"states": states_of(PresalesRequest, Status, tones=STATUS_TONES, next_steps=NEXT_STEPS)}


ARTICLES = (
    Article(
        slug="opportunites",
        title=_("Suivre ses opportunités"),
        summary=_("Noter une affaire, la rattacher à un client, éviter les doublons, exporter la liste."),
        section=PRESALES,
        template="opportunities.html",
        keywords=_("affaire prospect société SIREN étape primo doublon"),
        right=Permission.OPPORTUNITIES,
        pages=(
            "presales:opportunities",
            "presales:opportunity",
            "presales:opportunity_new",
            "presales:opportunity_edit",
            "presales:opportunity_client",
        ),
        order=10,
    ),
    Article(
        slug="demander-un-expert",
        title=_("Demander une intervention avant-vente"),
        summary=_("De la demande au rendez-vous : trois dates proposées, une acceptée."),
        section=PRESALES,
        template="presales_asking.html",
        keywords=_("rendez-vous démonstration intervenant créneau date agenda invitation annuler déplacer"),
        right=Permission.OPPORTUNITIES,
        pages=(
            "presales:requests",
            "presales:request_new",
            "presales:request_edit",
            "presales:request_other_dates",
            "presales:request_answer",
            "presales:request_move",
            "presales:request_cancellation",
        ),
        order=20,
        context=_figures,
    ),
    Article(
        slug="statuts-avant-vente",
        title=_("Les statuts d’une demande avant-vente"),
        summary=_("Le sens de chaque statut et l’étape suivante."),
        section=PRESALES,
        template="presales_statuses.html",
        keywords=_("état étape en attente info planifiée refusée annulée"),
        right=Permission.OPPORTUNITIES,
        pages=("presales:request",),
        order=30,
        context=states,
    ),
    Article(
        slug="agenda-avant-vente",
        title=_("Ses rendez-vous dans son agenda"),
        summary=_("Le fichier joint aux invitations et l’abonnement mis à jour automatiquement."),
        section=PRESALES,
        template="presales_agenda.html",
        keywords=_("calendrier Outlook Google ICS synchroniser adresse secrète"),
        right=Permission.OPPORTUNITIES,
        pages=("presales:agenda",),
        order=40,
    ),
    Article(
        slug="file-avant-vente",
        title=_("Traiter les demandes avant-vente"),
        summary=_("La file, les trois dates, les questions, la semaine de l’équipe, les reprises."),
        section=PRESALES,
        template="presales_team.html",
        keywords=_("accepter refuser proposer créneaux grille semaine visio lien délai retard confier collègue absent"),
        right=Permission.PRESALES_HANDLE,
        pages=(
            "presales:queue",
            "presales:week",
            "presales:request_proposals",
            "presales:request_question",
            "presales:request_video",
            "presales:request_refusal",
        ),
        order=50,
        context=_figures,
    ),
)
