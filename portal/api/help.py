"""Help about the API."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import ACCOUNT, Article

ARTICLES = (
    Article(
        slug="api",
        title=_("Comment relier un autre logiciel (API) ?"),
        summary=_("Créer un jeton, le copier, le révoquer."),
        section=ACCOUNT,
        template="api/tokens.html",
        keywords=_("jeton token clé interface programme intégration webservice"),
        right=Permission.API,
        pages=("api:tokens", "api:token_revocation"),
        order=60,
    ),
)
