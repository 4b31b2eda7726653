"""Fields of a contact list, and the header words of Google, Outlook, HubSpot and address books they are known by."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.exchange.imports import cells
from portal.exchange.imports.kinds import Field, Type
from portal.exchange.imports.layout import Understanding

WITHOUT_YEAR = "--"  # how address books write a birthday whose year is unknown


def birthday(cell, understood: Understanding) -> date | None:
    """Return a birth date; None for a birthday without its year (`--05-21`, `0/0/00`). Raises `cells.BadCell`."""
    written = cells.text(cell)
    if written.startswith(WITHOUT_YEAR) or not written.strip("0/-. "):
        return None
    return cells.day(cell, understood.date_order)


FIELDS = (
    Field("last_name", _("Nom"), longest=120, names=("last name", "family name", "surname", "nom de famille")),
    Field("first_name", _("Prénom"), longest=120, names=("first name", "given name")),
    Field(
        "full_name",
        _("Nom complet"),
        longest=240,
        names=("full name", "display name", "name", "nom et prenom", "file as", "nom affiche"),
    ),
    Field(
        "civility",
        _("Civilité"),
        longest=40,
        names=("titre", "title", "name prefix", "prefixe", "salutation", "civ", "civilite"),
    ),
    Field(
        "company_name",
        _("Société"),
        names=(
            "raison sociale", "organization name", "company name", "company", "associated company", "organisation",
            "organization 1 - name", "entreprise", "organization", "societe",
        ),
    ),
    Field("siren", _("SIREN"), longest=30, names=("siret", "n° siren", "numero siren", "registration number")),
    Field(
        "job",
        _("Fonction"),
        longest=120,
        names=(
            "job title", "organization title", "poste", "organization 1 - title", "titre professionnel", "titre (2)",
        ),
    ),
    Field("birth_date", _("Date de naissance"), Type.DAY, names=("birthday", "anniversaire", "naissance", "ne le"),
          reader=birthday),
    Field(
        "email",
        _("E-mail"),
        longest=500,
        names=(
            "email", "e-mail address", "email address", "adresse de messagerie", "e-mail 1 - value", "mail", "courriel",
            "adresse e-mail", "adresse mail",
        ),
    ),
    Field("email2", _("Autre e-mail"), longest=500, names=("e-mail 2", "e-mail 2 - value", "e-mail 2 address",
          "adresse de messagerie 2", "additional email addresses")),
    Field(
        "mobile",
        _("Mobile"),
        longest=300,
        names=(
            "mobile phone", "tel. mobile", "mobile phone number", "telephone mobile", "portable", "phone 1 - value",
            "tel mobile", "gsm", "cell phone", "tel. portable",
        ),
    ),
    Field(
        "phone",
        _("Téléphone"),
        longest=300,
        names=(
            "phone number", "business phone", "telephone (bureau)", "phone 2 - value", "phone", "tel", "telephone fixe",
            "primary phone", "fixe",
        ),
    ),
    Field("phone2", _("Autres numéros"), longest=300, names=("home phone", "telephone (domicile)", "phone 3 - value",
          "telephone 2", "business phone 2", "telephone societe", "company main phone")),
    Field(
        "address",
        _("Adresse"),
        names=(
            "address 1 - street", "street address", "rue (domicile)", "home street", "rue (bureau)", "business street",
            "rue", "street", "voie",
        ),
    ),
    Field("address_extra", _("Complément d’adresse"), names=("address 1 - extended address", "complement",
          "rue (domicile) 2", "rue (bureau) 2", "home street 2", "business street 2")),
    Field(
        "postal_code",
        _("Code postal"),
        longest=20,
        names=(
            "address 1 - postal code", "postal code", "zip", "zip code", "code postal (domicile)", "cp",
            "home postal code", "code postal (bureau)", "business postal code",
        ),
    ),
    Field(
        "city",
        _("Ville"),
        longest=120,
        names=(
            "address 1 - city", "city", "ville (domicile)", "home city", "ville (bureau)", "business city", "commune",
        ),
    ),
    Field(
        "country",
        _("Pays"),
        longest=80,
        names=(
            "address 1 - country", "country/region", "country", "pays/region (domicile)", "home country/region",
            "pays/region (bureau)", "business country/region",
        ),
    ),
    Field("notes", _("Notes"), longest=3000, names=("note", "commentaire", "commentaires", "comments", "remarques")),
)  # fmt: skip
