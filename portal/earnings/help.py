"""Help about remuneration."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CONTRACTS, Article

ARTICLES = (
    Article(
        slug="remuneration",
        title=_("Comment lire ma rémunération ?"),
        summary=_("Attendu, acquis, repris, et le relevé du mois."),
        section=CONTRACTS,
        template="earnings/reading.html",
        keywords=_("commission salaire paie prime gain objectif relevé rétractation impayé"),
        right=P.EARNINGS,
        pages=("earnings:lines", "earnings:statements", "earnings:statement", "earnings:objectives"),
        order=60,
    ),
    Article(
        slug="accords-de-remuneration",
        title=_("Comment créer un accord de rémunération ?"),
        summary=_("Taux, montant fixe, paliers, et la version suivante."),
        section=CONTRACTS,
        template="earnings/agreements.html",
        keywords=_("barème commission pourcentage palier avenant taux"),
        right=P.EARNINGS_MANAGE,
        pages=("earnings:agreements", "earnings:agreement", "earnings:agreement_new", "earnings:agreement_terms"),
        order=61,
    ),
)
