"""Help articles about older accounts."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import SUBSCRIPTIONS, Article

ARTICLES = (
    Article(
        slug="comptes-anciennes-bases",
        title=_("Reprendre les comptes d’une ancienne base"),
        summary=_("Le fichier à préparer, ce que change l’import, et ce qui se passe quand un conseiller les ajoute."),
        section=SUBSCRIPTIONS,
        template="legacy_accounts.html",
        keywords=_("portfolio import fichier csv excel ancien site client connu reprise"),
        right=Permission.PORTFOLIO_REVIEW,
        pages=("subscriptions:legacy_accounts", "subscriptions:legacy_account"),
        order=45,
    ),
)
