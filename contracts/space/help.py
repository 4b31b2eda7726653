"""Help for clients about their own space."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import CLIENTS_ONLY, START, Article

ARTICLES = (
    Article(
        slug="mon-espace",
        title=_("Mon espace : signer, renoncer, télécharger"),
        summary=_("Vos contrats, ce qu’ils attendent de vous, et votre conseiller."),
        section=START,
        template="own_space.html",
        keywords=_("contrat signature code sms rétractation annuler document facture commande téléphone"),
        right=Permission.SPACE_OWN,
        pages=(
            "dashboard:home",
            "contracts:detail",
            "contracts:own_list",
            "contracts:own_documents",
            "contracts:own_signature",
            "contracts:reading",
        ),
        order=15,
        context=lambda: {"days": settings.WITHDRAWAL_DAYS, "minutes": settings.CODE_LIFETIME_MINUTES},
        audience=CLIENTS_ONLY,
    ),
)
