"""The rights of `portal.access`, in the words of who grants them by name."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P

NAMES = {
    P.CONTRACTS_VIEW: _("Voir les contrats"),
    P.CONTRACTS_CREATE: _("Créer des contrats"),
    P.CONTRACTS_CONFIRM: _("Confirmer les contrats (back-office)"),
    P.CONTRACTS_EXPORT: _("Exporter les listes de contrats"),
    P.CLIENTS_VIEW: _("Voir les clients"),
    P.CLIENTS_EDIT: _("Modifier les clients"),
    P.QUESTIONNAIRES: _("Faire remplir les questionnaires (QCF, QPR)"),
    P.QUESTIONNAIRES_EDIT: _("Publier les questionnaires"),
    P.CLIENTS_MERGE: _("Fusionner deux fiches de client"),
    P.CLIENTS_IMPORT: _("Importer des clients et des contacts"),
    P.CATALOG_VIEW: _("Lire le catalogue"),
    P.OFFER_EDIT: _("Modifier L’offre"),
    P.DOCUMENTS_VIEW: _("Lire les documents promotionnels"),
    P.DOCUMENTS_MANAGE: _("Publier les documents promotionnels"),
    P.MESSAGES_READ_DEMO: _("Lire la messagerie de démonstration"),
    P.OPERATIONS_VIEW: _("Voir l’état des services"),
    P.OPERATIONS_RESEND: _("Renvoyer les messages en échec"),
    P.OPPORTUNITIES: _("myB / Opportunités"),
    P.PRESALES_ASK: _("Apporter des opportunités, demander un expert"),
    P.PRESALES_HANDLE: _("Traiter les demandes avant-vente"),
    P.PRESALES_ASSIGN: _("Confier les demandes avant-vente"),
    P.PRESALES_EXPORT: _("Exporter les opportunités et les demandes avant-vente"),
    P.AGGREGATION: _("Voir les contrats des partenaires"),
    P.AGGREGATION_IMPORT: _("Importer les contrats des partenaires"),
    P.AGGREGATION_EXPORT: _("Exporter les contrats des partenaires"),
    P.ORPHANS: _("Rattacher les contrats orphelins"),
    P.ORPHANS_ALL: _("Rattacher les contrats orphelins de toutes les agences"),
    P.PROSPECTS_ONBOARD: _("Suivre l’inscription des prospects"),
    P.ONBOARDING_REVIEW: _("Vérifier les inscriptions et leurs pièces"),
    P.PROSPECTS_EXPORT: _("Exporter la liste des prospects"),
    P.EARNINGS: _("Voir la rémunération"),
    P.EARNINGS_MANAGE: _("Gérer la rémunération : accords, relevés"),
    P.EARNINGS_EXPORT: _("Exporter la rémunération pour la paie"),
    P.OBJECTIVES: _("Fixer les objectifs"),
    P.API: _("Utiliser l’API"),
    P.NEWS_WRITE: _("Écrire les actualités"),
    P.BRAND_EDIT: _("Choisir la couleur et le logo"),
    P.PEOPLE: _("Gérer les comptes"),
    P.FACTORING_VIEW: _("Voir les factures de l’affacturage"),
    P.FACTORING_FOLLOW: _("Suivre les enveloppes d’affacturage"),
    P.FACTORING_DECIDE: _("Décider des enveloppes, payer les fournisseurs (affacturage)"),
    P.FACTORING_BUY: _("Demander une enveloppe, approuver les factures de ses fournisseurs"),
    P.FACTORING_SUPPLY: _("Déposer des factures à financer"),
    P.SHOP: _("Acheter à la boutique"),
    P.ORDERS: _("Voir les commandes"),
    P.SHOP_MANAGE: _("Gérer les articles et les commandes"),
    P.INVOICES: _("Voir les factures"),
    P.INVOICES_EXPORT: _("Exporter les factures pour la comptabilité"),
    P.PAYMENTS_REFUND: _("Rembourser les paiements"),
    P.SPACE_OWN: _("Avoir un espace client"),
    P.PORTFOLIO_USE: _("Suivre un portfolio de clients"),
    P.PORTFOLIO_REVIEW: _("Décider des demandes de lien"),
    P.PORTFOLIO_IMPORT: _("Reprendre les comptes d’anciennes bases"),
    P.PLANS_EDIT: _("Modifier les plans d’abonnement"),
}


def choices() -> list[tuple]:
    """Every right with its name; one that has none yet shows as it is written."""
    return [(right.value, NAMES.get(right, right.value)) for right in P]


# The domains of rights, by the first word of each, in the order in which people read them.
DOMAINS = {
    "contracts": _("Contrats"),
    "aggregation": _("Contrats des partenaires"),
    "clients": _("Clients"),
    "prospects": _("Prospects et inscriptions"),
    "questionnaires": _("Questionnaires"),
    "myb": _("Avant-vente"),
    "catalog": _("Catalogue et documents"),
    "shop": _("Boutique et paiements"),
    "portfolio": _("Portfolio et abonnements"),
    "factoring": _("Affacturage"),
    "earnings": _("Rémunération"),
    "administration": _("Administration"),
}
OTHER_WORDS = {
    "onboarding": "prospects",
    "presales": "myb",
    "offer": "catalog",
    "documents": "catalog",
    "invoices": "shop",
    "payments": "shop",
    "space": "shop",
    "plans": "portfolio",
}


def by_domain() -> list[tuple]:
    """Return each domain's name with its rights: pairs of a right and its name."""
    found: dict[str, list] = {domain: [] for domain in DOMAINS}
    for right, name in choices():
        word = right.partition(".")[0]
        domain = OTHER_WORDS.get(word, word)
        found[domain if domain in found else "administration"].append((right, name))
    return [(DOMAINS[domain], rights) for domain, rights in found.items()]
