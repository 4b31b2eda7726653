"""Fields of a partner's file, and the header words that each is recognised by."""

from django.utils.translation import gettext_lazy

from portal.exchange.imports.kinds import Field, Type

# Columns of a contract that a file may change, besides its value and its client's reference.
ATTRIBUTES = ("holder", "holder_birth_date", "product_name", "opened_on", "paid_in", "fees", "currency", "state")

FIELDS = (
    Field(
        "reference",
        gettext_lazy("Numéro de contrat"),
        required=True,
        longest=60,
        names=("n° contrat", "contrat", "no contrat", "contract number", "numero", "police", "n° police"),
    ),
    Field(
        "client_reference",
        gettext_lazy("Référence partenaire du client"),
        longest=60,
        names=("reference client", "n° client", "code client", "numero client", "client id"),
    ),
    Field(
        "holder",
        gettext_lazy("Souscripteur"),
        names=("titulaire", "assure", "nom", "client", "holder", "souscripteur principal"),
    ),
    Field("holder_birth_date", gettext_lazy("Date de naissance"), Type.DAY, names=("ne le", "naissance", "birth date")),
    Field(
        "product_name",
        gettext_lazy("Produit"),
        longest=120,
        names=("nom du produit", "support", "contrat commercial", "product", "libelle"),
    ),
    Field(
        "opened_on",
        gettext_lazy("Date d’effet"),
        Type.DAY,
        names=("date d'effet", "effet", "ouverture", "date d'ouverture", "date de souscription", "souscription"),
    ),
    Field(
        "valued_on",
        gettext_lazy("Date de valeur"),
        Type.DAY,
        names=("valeur au", "valorisation au", "date de valorisation", "date valeur", "arrete au", "value date"),
    ),
    Field(
        "value",
        gettext_lazy("Valeur"),
        Type.AMOUNT,
        names=(
            "encours",
            "encours (€)",
            "valorisation",
            "epargne",
            "valeur de rachat",
            "valeur (€)",
            "montant",
            "amount",
            "value",
        ),
    ),
    Field(
        "paid_in",
        gettext_lazy("Versements cumulés"),
        Type.AMOUNT,
        names=("versements", "cumul des versements", "verse", "primes versees"),
    ),
    Field("fees", gettext_lazy("Frais"), Type.AMOUNT, names=("frais de gestion", "fees", "fee")),
    Field("currency", gettext_lazy("Devise"), longest=3, names=("currency", "monnaie")),
    Field("state", gettext_lazy("Statut"), longest=60, names=("etat", "situation", "status")),
)
