"""Help articles about onboardings."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.onboarding.rules import REMINDER_DAYS
from portal.access.permissions import Permission
from portal.help.articles import PROSPECTS, Article


def _figures() -> dict:
    return {"days": settings.ONBOARDING_LINK_DAYS, "reminders": ", ".join(map(str, REMINDER_DAYS))}


ARTICLES = (
    Article(
        slug="inscription-du-client",
        title=_("Comment un client s’inscrit-il ?"),
        summary=_("Le lien, le code, ce que le client remplit, les relances."),
        section=PROSPECTS,
        template="onboarding.html",
        keywords=_("inscription inviter lien code relance expirer pièce identité Kbis bénéficiaire QR téléphone"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:onboarding_invite",),
        order=45,
        context=_figures,
    ),
    Article(
        slug="verifier-une-inscription",
        title=_("Comment vérifier une inscription ?"),
        summary=_("Accepter ou refuser chaque pièce, redemander, accepter l’inscription."),
        section=PROSPECTS,
        template="onboarding_review.html",
        keywords=_("pièce identité refuser accepter motif journal consultation effacement temps médiane"),
        right=Permission.ONBOARDING_REVIEW,
        pages=("crm:reviews", "crm:review", "crm:review_times", "crm:review_look"),
        order=46,
    ),
)
