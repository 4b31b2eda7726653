"""The questions of the users' guide about statements, answered (P18)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article

ARTICLES = (
    Article(
        slug="imprimer-un-releve",
        title=_("Comment imprimer le relevé d’un client ?"),
        summary=_("Un PDF des contrats du client chez les partenaires, à la date de votre choix."),
        section=CLIENTS,
        template="aggregation/statement.html",
        keywords=_("pdf situation patrimoine télécharger envoyer valeur date"),
        right=P.AGGREGATION,
        pages=("contracts:statement",),
        order=43,
    ),
)
