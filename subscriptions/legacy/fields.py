"""Fields of a file of older accounts, and the header words that each is recognised by."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.values.emails import EmailFormField
from portal.exchange.imports import cells
from portal.exchange.imports.kinds import Field, Type
from portal.exchange.imports.layout import Understanding

LONGEST = 80
# Columns that another import may change.
ATTRIBUTES = ("first_name", "last_name", "reference", "opened_on")


def email(cell, understood: Understanding) -> str:
    """Return an address as accounts keep it. Raises `cells.BadCell`."""
    written = cells.text(cell)
    if not written:
        return ""
    try:
        return EmailFormField().clean(written).strip().lower()
    except ValidationError:
        raise cells.BadCell(_("« %(cell)s » n’est pas une adresse e-mail.") % {"cell": written[:40]}) from None


FIELDS = (
    Field(
        "email",
        gettext_lazy("E-mail"),
        required=True,
        longest=254,
        names=("email", "mail", "adresse e-mail", "adresse email", "courriel", "e-mail address"),
        reader=email,
    ),
    Field(
        "source",
        gettext_lazy("Base d’origine"),
        required=True,
        longest=LONGEST,
        names=("base", "origine", "source", "ancienne base", "application", "site"),
    ),
    Field("last_name", gettext_lazy("Nom"), longest=LONGEST, names=("last name", "nom de famille", "surname")),
    Field("first_name", gettext_lazy("Prénom"), longest=LONGEST, names=("first name", "given name")),
    Field(
        "full_name",
        gettext_lazy("Nom complet"),
        longest=2 * LONGEST,
        names=("full name", "name", "nom et prenom", "titulaire", "client"),
    ),
    Field(
        "reference",
        gettext_lazy("Ancien identifiant"),
        longest=LONGEST,
        names=("identifiant", "id", "numero client", "n° client", "code client", "customer id", "reference"),
    ),
    Field(
        "opened_on",
        gettext_lazy("Date d’ouverture"),
        Type.DAY,
        names=("ouvert le", "date", "cree le", "date de creation", "inscrit le", "date d'inscription", "created at"),
    ),
)
