"""Sentences of empty required fields: « Indiquez le nom. » instead of the same words at each field.

French needs the article of the label's first word. A label whose first word is not listed gets a neutral sentence.
"""

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from portal.core.values import dates

DEFAULT = forms.Field.default_error_messages["required"]
MASCULINE = frozenset(
    """
    ancien barème besoin bénéficiaire chiffre client code commentaire compte conseiller contact contenu contrat
    courriel créneau descriptif destinataire document dossier droit début e-mail encodage fichier format fournisseur
    foyer iban intervenant intitulé jour libellé lieu logo mobile mois montant mot motif niveau nom nombre nouveau
    nouvel numéro objet objectif ordre partenaire pays plan poids pouvoir prix produit profil prénom rang rôle
    rendez-vous résultat siren siret site sous-titre souscripteur statut stock séparateur tarif taux texte titre
    transporteur type téléphone
    """.split()
)
FEMININE = frozenset(
    """
    activité adresse agence apparence assiette base carte catégorie civilité clé colonne convention couleur date
    demande description devise durée enveloppe facturation facture fin fonction forme heure image introduction
    langue lettre ligne légende nature note opportunité organisation origine part photo pièce probabilité provenance
    précision qualité quantité question raison réponse référence société source ville valeur version vue zone
    échéance étape tva
    """.split()
)
PLURAL = frozenset(
    "achats attentes contenus dates demi-journées décimales informations notes portées rôles signes".split()
)
OWN = frozenset("votre vos son sa ses mon ma mes".split())
DATED = ("le", "au", "du", "jusqu’au", "on", "from", "until", "since")  # last words of `Reçu le`
VOWELS = "aeiouyéèêàâîïôûh"
CHOICES = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


def name_what_is_missing(field: forms.Field, label: str) -> None:
    """Replace Django's sentence of a required `field` by one that names it; a form's own sentence stays."""
    if field.required and field.error_messages.get("required") is DEFAULT:
        field.error_messages["required"] = lazystr(_Missing(field.widget, label))


class _Missing:
    """The sentence, made when it is shown: most fields are filled."""

    def __init__(self, widget: forms.Widget, label: str):
        self.widget, self.label = widget, label

    def __str__(self) -> str:
        if isinstance(self.widget, forms.CheckboxInput):
            return _("Cochez cette case pour continuer.")
        if isinstance(self.widget, forms.FileInput):
            return _("Choisissez un fichier.")
        what = with_article(str(self.label))
        if not what:
            return _("Complétez ce champ.")
        chosen = isinstance(self.widget, CHOICES)
        return (_("Choisissez %(what)s.") if chosen else _("Indiquez %(what)s.")) % {"what": what}


def with_article(label: str) -> str:
    """Return `le nom du client` for `Nom du client`; empty when the gender of its first word is not known."""
    words = label.partition("(")[0].strip().removesuffix(".")
    first = words.partition(" ")[0]
    if not first or "?" in words or ":" in words:
        return ""
    english = dates.in_english()
    if words.split(" ")[-1].lower() in DATED:
        return "the date" if english else "la date"
    if not first.isupper():
        words = words[0].lower() + words[1:]
    if english:
        return words if first.lower() in ("your", "its") else f"the {words}"
    return _in_french(first.lower(), words)


def _in_french(first: str, words: str) -> str:
    if first in OWN:
        return words
    if first in PLURAL:
        return f"les {words}"
    if first not in MASCULINE and first not in FEMININE:
        return ""
    if first[0] in VOWELS:
        return f"l’{words}"
    return f"{'le' if first in MASCULINE else 'la'} {words}"
