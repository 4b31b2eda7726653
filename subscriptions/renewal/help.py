"""Help articles about renewal."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.help.articles import SUBSCRIPTIONS, Article


def _figures() -> dict:
    return {"notices": settings.RENEWAL_NOTICE_DAYS, "tries": settings.RENEWAL_RETRY_DAYS}


ARTICLES = (
    Article(
        slug="renouvellement",
        title=_("Comment renouveler un abonnement ?"),
        summary=_("À la fin, à la main ou automatiquement ; être prévenu, changer de carte, arrêter en deux clics."),
        section=SUBSCRIPTIONS,
        template="renewal.html",
        keywords=_("automatique carte refusée essai arrêter résilier avis 60 30 jours espace client"),
        pages=(
            "subscriptions:portfolio_renewal",
            "subscriptions:own_renewal",
            "subscriptions:space",
            "subscriptions:cards",
        ),
        order=30,
        context=_figures,
    ),
)
