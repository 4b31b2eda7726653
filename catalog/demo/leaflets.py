"""Texts of the demonstration's documents."""

from dataclasses import dataclass

from catalog.models import Product
from portal.core.values.money import format_euros, format_percent

BROCHURES = ("AUDIT-ENERGIE", "WEB-VITRINE", "TEL-FIXE-PRO", "SECU-LOCAUX")


@dataclass(frozen=True)
class Leaflet:
    """A printed document: a title, a sentence, sections of a heading and lines, or a table."""

    kicker: str
    title: str
    lead: str
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def brochure(product: Product) -> Leaflet:
    """Return a product sheet of one page, from the catalogue."""
    price = f"{format_euros(product.price.gross)} TTC" + (" par mois" if product.is_monthly else "")
    return Leaflet(
        kicker="Plaquette",
        title=product.name,
        lead=product.summary,
        sections=(
            ("En quelques mots", tuple(product.description.splitlines())),
            ("Prix", (f"{price}, soit {format_euros(product.price.net)} hors taxes.",)),
            *((article.title, (article.text,)) for article in product.conditions.all()[:4]),
        ),
    )


def price_list(products: list[Product], year: int) -> Leaflet:
    """Return the list of products on sale, with their prices."""
    return Leaflet(
        kicker="Tarif",
        title=f"Tarif public {year}",
        lead=f"Prix publics en euros, valables du 1er janvier au 31 décembre {year}.",
        columns=("Produit", "Référence", "Facturation", "HT", "TVA", "TTC"),
        rows=tuple(_price_line(product) for product in products),
    )


def _price_line(product: Product) -> tuple[str, ...]:
    billing = f"par mois, {product.duration_months} mois" if product.is_monthly else "en une fois"
    price = product.price
    return (
        product.name,
        product.reference,
        billing,
        format_euros(price.net),
        format_percent(product.vat_rate),
        format_euros(price.gross),
    )


OBJECTIONS = Leaflet(
    kicker="Argumentaire",
    title="Répondre aux objections les plus fréquentes",
    lead="Écouter jusqu’au bout, reformuler, répondre par un fait. Ne jamais promettre ce que le contrat ne dit pas.",
    sections=(
        (
            "« C’est trop cher »",
            (
                "Demandez à quoi le client compare : même durée, mêmes services, même assistance ?",
                "Montrez le prix par mois et ce qu’il comprend. Le tarif est le même pour tous : "
                "une remise ne se promet pas.",
            ),
        ),
        (
            "« Je dois réfléchir »",
            (
                "C’est son droit. Enregistrez un brouillon et convenez d’une date de rappel.",
                "Rappelez le délai de rétractation : 14 jours après la signature, sans motif et sans frais.",
            ),
        ),
        (
            "« J’ai déjà un fournisseur »",
            (
                "Demandez la date de fin de son contrat et notez-la sur la fiche du client.",
                "Proposez un rendez-vous un mois avant cette date.",
            ),
        ),
        (
            "« Je ne signe rien par téléphone »",
            (
                "Le client lit le contrat entier sur son téléphone avant de donner le code.",
                "Sans ce code, rien n’est signé ; le silence n’engage jamais.",
            ),
        ),
    ),
)

SIGNATURE = Leaflet(
    kicker="Argumentaire",
    title="Expliquer la signature par SMS",
    lead="Ce que reçoit le client, ce que prouve le code, ce qu’il peut encore changer après.",
    sections=(
        (
            "Ce qui se passe",
            (
                "Le client reçoit un SMS avec un lien vers son contrat et un code à 6 chiffres, valable 10 minutes.",
                "Il lit, puis saisit le code lui-même ou vous le communique.",
                "Le contrat signé et scellé lui parvient par e-mail.",
            ),
        ),
        (
            "Ce qu’il faut dire",
            (
                "« Donner le code vaut signature et engage à payer : prenez le temps de lire. »",
                "« Vous pourrez renoncer pendant 14 jours, sans donner de motif. »",
                "« Le back-office vous appellera pour confirmer. »",
            ),
        ),
        (
            "Ce qu’il ne faut jamais faire",
            (
                "Saisir le numéro d’une autre personne que le client, même pour l’aider.",
                "Demander le code avant que le client ait ouvert le document.",
            ),
        ),
    ),
)

AUDIT = Leaflet(
    kicker="Argumentaire",
    title="Audit énergétique : à qui le proposer",
    lead="Les bonnes questions avant de parler de prix.",
    sections=(
        (
            "Le bon moment",
            (
                "Achat ou vente d’un logement, changement de chaudière, travaux de toiture.",
                "Facture de chauffage qui dépasse 20 euros par mètre carré et par an.",
            ),
        ),
        (
            "Les questions à poser",
            (
                "Quelle énergie, quel âge pour la chaudière, quelle isolation sous le toit ?",
                "Propriétaire ou locataire ? En copropriété, qui décide des travaux ?",
            ),
        ),
        ("À ne pas promettre", ("Le montant des aides : le rapport les estime, l’État décide.",)),
    ),
)

FIRST_MEETING = Leaflet(
    kicker="Modèle",
    title="Fiche de premier rendez-vous",
    lead="À imprimer et à remplir avec le client. Reportez ensuite les réponses sur sa fiche.",
    sections=(
        (
            "Le client",
            (
                "Nom, prénom : ______________________________________",
                "Mobile : ____________________  E-mail : ____________________",
                "Entreprise, SIREN : ________________________________",
            ),
        ),
        (
            "Le besoin",
            (
                "Ce que le client a aujourd’hui : ______________________________________",
                "Ce qu’il voudrait changer : ______________________________________",
                "Pour quand : ____________________",
            ),
        ),
        ("La suite", ("Prochain rendez-vous, le : ____________________  Document remis : ____________________",)),
    ),
)
