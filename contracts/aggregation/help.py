"""The questions of the users' guide about partners' contracts, answered (P18)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article

ARTICLES = (
    Article(
        slug="agregation",
        title=_("Qu’est-ce que l’agrégation ?"),
        summary=_("Tous les contrats d’un client, les nôtres et ceux des partenaires."),
        section=CLIENTS,
        template="aggregation/what.html",
        keywords=_("total valeur encours partenaire épargne patrimoine"),
        right=P.AGGREGATION,
        pages=("contracts:client_aggregation", "contracts:aggregation"),
        order=40,
    ),
    Article(
        slug="qu-est-ce-qu-un-orphelin",
        title=_("Qu’est-ce qu’un contrat orphelin ?"),
        summary=_("Un contrat d’un partenaire qui n’a pas de client ici."),
        section=CLIENTS,
        template="aggregation/what_orphan.html",
        keywords=_("sans client référence conflit définition"),
        right=P.ORPHANS,
        order=40,
    ),
    Article(
        slug="contrat-orphelin",
        title=_("Comment rattacher un contrat orphelin à un client ?"),
        summary=_("Ce qu’est un contrat orphelin, et la référence partenaire."),
        section=CLIENTS,
        template="aggregation/orphans.html",
        keywords=_("orphelin rattachement référence partenaire conflit"),
        right=P.ORPHANS,
        pages=("contracts:partner_contract", "contracts:partner_contract_attachment"),
        order=41,
    ),
    Article(
        slug="importer-un-releve",
        title=_("Comment importer le relevé d’un partenaire ?"),
        summary=_("Vérifier la lecture, simuler, confirmer, annuler."),
        section=CLIENTS,
        template="aggregation/import.html",
        keywords=_("fichier csv excel tableau colonnes encodage total annuler"),
        right=P.AGGREGATION_IMPORT,
        pages=("exchange:imports", "exchange:import_new", "exchange:import_reading", "exchange:import"),
        order=42,
    ),
)
