"""The questions of the users' guide about the catalogue and the offer, answered (P18)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CONTRACTS, Article

ARTICLES = (
    Article(
        slug="trouver-dans-le-catalogue",
        title=_("Comment trouver un partenaire, produit ou contrat ?"),
        summary=_("Le catalogue, ses filtres et Ctrl+F."),
        section=CONTRACTS,
        template="offer/catalogue.html",
        keywords=_("catalogue recherche filtre prix offre différence"),
        right=P.CATALOG_VIEW,
        pages=("catalog:catalogue", "catalog:sheet"),
        order=50,
    ),
    Article(
        slug="catalogue-et-offre",
        title=_("Quelle est la différence entre le catalogue et l’offre ?"),
        summary=_("Le catalogue se consulte, l’offre se modifie."),
        section=CONTRACTS,
        template="offer/difference.html",
        keywords=_("lire consulter modifier droit"),
        right=P.CATALOG_VIEW,
        order=52,
    ),
    Article(
        slug="modifier-l-offre",
        title=_("Comment modifier un partenaire, produit ou contrat ?"),
        summary=_("L’offre : versions, entrée en vigueur, retrait."),
        section=CONTRACTS,
        template="offer/edit.html",
        keywords=_("changer prix conditions version programmer retirer supprimer"),
        right=P.OFFER_EDIT,
        pages=("catalog:offer", "catalog:offer_edit", "catalog:offer_new", "catalog:offer_history"),
        order=51,
    ),
)
