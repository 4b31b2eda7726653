"""Help articles about portfolios."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import SUBSCRIPTIONS, Article

ARTICLES = (
    Article(
        slug="mon-portfolio",
        title=_("Comment ajouter un client dans Mon portfolio ?"),
        summary=_("Son adresse e-mail suffit ; ce qui se passe ensuite, et quand vous pouvez gérer son abonnement."),
        section=SUBSCRIPTIONS,
        template="portfolio.html",
        keywords=_("lier relier compte existant inscription invitation demande back-office 48 heures quitter"),
        right=Permission.PORTFOLIO_USE,
        pages=("subscriptions:portfolio", "subscriptions:portfolio_add", "subscriptions:portfolio_client"),
        order=10,
        context=lambda: {"hours": settings.PORTFOLIO_HOURS},
    ),
    Article(
        slug="demandes-de-lien",
        title=_("Répondre aux demandes de lien"),
        summary=_("Les demandes en attente, les délais et les vérifications."),
        section=SUBSCRIPTIONS,
        template="portfolio_requests.html",
        keywords=_("portfolio conseiller client accepter refuser retard échéance"),
        right=Permission.PORTFOLIO_REVIEW,
        pages=("subscriptions:portfolio_queue", "subscriptions:portfolio_request"),
        order=40,
        context=lambda: {"hours": settings.PORTFOLIO_HOURS},
    ),
)
