from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitState(TextChoices):
    """State of a company in the directory."""

    OPEN = "open", _("En activité")
    NO_ESTABLISHMENT = "no_establishment", _("Aucun établissement ouvert")
    CLOSED = "closed", _("Fermée")


class CheckState(TextChoices):
    """Comparison between what a person typed and what the directory says."""

    TO_CHECK = "to_check", _("À vérifier")
    CHECKED = "checked", _("Vérifiée")
    DIFFERS = "differs", _("Écarts à relire")
    UNKNOWN = "unknown", _("Absente de l’annuaire")


CHECK_TONES = {
    CheckState.TO_CHECK: "warning",
    CheckState.CHECKED: "success",
    CheckState.DIFFERS: "warning",
    CheckState.UNKNOWN: "muted",
}

# Sections of the French classification of activities (NAF rev. 2).
SECTIONS = {
    "A": _("Agriculture, sylviculture et pêche"),
    "B": _("Industries extractives"),
    "C": _("Industrie manufacturière"),
    "D": _("Électricité, gaz, vapeur"),
    "E": _("Eau, assainissement, déchets"),
    "F": _("Construction"),
    "G": _("Commerce, réparation d’automobiles"),
    "H": _("Transports et entreposage"),
    "I": _("Hébergement et restauration"),
    "J": _("Information et communication"),
    "K": _("Finance et assurance"),
    "L": _("Immobilier"),
    "M": _("Activités spécialisées, scientifiques et techniques"),
    "N": _("Services administratifs et de soutien"),
    "O": _("Administration publique"),
    "P": _("Enseignement"),
    "Q": _("Santé et action sociale"),
    "R": _("Arts, spectacles et loisirs"),
    "S": _("Autres services"),
    "T": _("Ménages employeurs"),
    "U": _("Activités extra-territoriales"),
}

# Legal forms people meet most (Insee, level III); others are named by their first digit.
LEGAL_FORMS = {
    "1000": _("Entrepreneur individuel"),
    "3120": _("Société étrangère"),
    "5498": _("EURL"),
    "5499": _("SARL"),
    "5599": _("SA"),
    "5710": _("SAS"),
    "5720": _("SASU"),
    "6540": _("SCI"),
    "9220": _("Association déclarée"),
}
LEGAL_FAMILIES = {
    "1": _("Entrepreneur individuel"),
    "2": _("Groupement sans personnalité morale"),
    "3": _("Société étrangère"),
    "4": _("Établissement public"),
    "5": _("Société commerciale"),
    "6": _("Autre société immatriculée"),
    "7": _("Organisme administratif"),
    "8": _("Organisme privé spécialisé"),
    "9": _("Association ou groupement"),
}
WITHOUT_VAT = ("7", "9")  # legal forms of which no VAT number is asked


def legal_form_label(code: str) -> str:
    return str(LEGAL_FORMS.get(code) or LEGAL_FAMILIES.get(code[:1], ""))


def section_label(letter: str) -> str:
    return str(SECTIONS.get(letter, ""))
