"""One line of a contact list, as the portal writes it: identity, contact person, and what is kept in a note."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.clients.enums import Civility, Kind
from crm.clients.models import name_key
from crm.clients.rules import birth_date_problem, name_problem
from crm.imports.enums import Content
from portal.core.values import dates, phone
from portal.core.values.emails import EmailFormField
from portal.core.values.siren import parse_siren
from portal.core.values.text import normalise

SEVERAL = re.compile(r"\s*:::\s*")  # what Google writes between the values of one cell
MADAM, SIR = {"mme", "mrs", "ms", "madame", "mlle", "miss"}, {"m", "mr", "monsieur", "sir"}
FRANCE = {"", "france", "fr", "fra"}
LONGEST_NOTE = 4000
_EMAIL = EmailFormField(required=False)


@dataclass
class Party:
    """A party to create or to complete. `identity` holds columns of `Client`, `contact` those of `Contact`.

    `told` are sentences about what was left out; `problem` says why the line cannot be imported. `people` are the
    names of contacts that lines of one file gave the company.
    """

    number: int
    label: str = ""
    identity: dict = field(default_factory=dict)
    contact: dict = field(default_factory=dict)
    note: str = ""
    told: list[str] = field(default_factory=list)
    problem: str = ""
    people: set[str] = field(default_factory=set)

    @property
    def contact_name(self) -> str:
        return f"{self.contact.get('first_name', '')} {self.contact.get('last_name', '')}".strip()

    @property
    def is_company(self) -> bool:
        return self.identity.get("kind") == Kind.COMPANY

    @property
    def name(self) -> str:
        """The name in any writing: that of the company, else of the person."""
        if self.is_company:
            return normalise(self.identity.get("company_name", ""))
        return name_key(self.identity.get("last_name", ""), self.identity.get("first_name", ""))


def party_of(number: int, values: dict, content: int, colleagues: frozenset = frozenset()) -> Party:
    """Return what a line says. `colleagues` are numbers and addresses of the team, never a client's own."""
    made = _Reading(number, values, colleagues)
    names = made.names()
    company = (values.get("company_name") or "").strip()
    if company and (content != Content.PEOPLE or not any(names)):
        return made.company(company, names)
    return made.person(names, company)


class _Reading:
    """The values of one line, each read once; what has no column of its own goes into a note."""

    def __init__(self, number: int, values: dict, colleagues: frozenset):
        self.values, self.colleagues = values, colleagues
        self.party = Party(number)
        self.extras: list[tuple[str, str]] = []
        self.mobiles, self.landlines = self._numbers()
        self.emails = self._emails()

    def person(self, names: tuple[str, str], company: str) -> Party:
        last, first = names
        party = self.party
        self._own(self.emails, self.mobiles)
        party.label = f"{first} {last}".strip() or next(iter([*self.emails, *self.mobiles, *self.landlines]), "")
        if not last:
            party.problem = _("Il manque le nom : complétez-le dans le fichier.")
        elif problem := name_problem(last) or (first and name_problem(first)):
            party.problem = problem
        born = self.values.get("birth_date")
        if born and (problem := birth_date_problem(born, dates.today())):
            party.told.append(problem)
            born = None
        party.identity = {
            "kind": Kind.PERSON, "civility": self.civility(), "last_name": last, "first_name": first,
            "birth_date": born, "email": self._first(self.emails), "phone": self._first(self.mobiles),
            **self._address(),
        }  # fmt: skip
        self._extra(_("Société"), company)
        self._extra(_("Fonction"), self.values.get("job"))
        self._leftover(self.emails[1:], self.mobiles[1:], self.landlines)
        return self._done()

    def company(self, name: str, names: tuple[str, str]) -> Party:
        """The company; the person of the line is its contact, who needs a number to be called at."""
        last, first = names
        party = self.party
        self._own(self.emails, self.mobiles)
        party.label = " · ".join(filter(None, (name, f"{first} {last}".strip())))
        party.identity = {"kind": Kind.COMPANY, "company_name": name, "siren": self._siren(), **self._address()}
        called = self._first(self.landlines) or self._first(self.mobiles)
        if (last or self.values.get("job")) and called:
            party.contact = {
                "civility": self.civility(), "last_name": last, "first_name": first,
                "job": self.values.get("job") or "", "landline": called, "mobile": self._first(self.mobiles),
                "email": self._first(self.emails),
            }  # fmt: skip
        else:
            party.identity |= {"email": self._first(self.emails), "phone": self._first(self.mobiles)}
            self._extra(_("Contact"), f"{first} {last}".strip())
        others = self.landlines[1:] if party.contact else self.landlines
        self._leftover(self.emails[1:], self.mobiles[1:], others)
        return self._done()

    def names(self) -> tuple[str, str]:
        """Return (last name, first name); a name in one cell is split, one word alone is a last name."""
        last, first = ((self.values.get(key) or "").strip() for key in ("last_name", "first_name"))
        if not last and not first and (whole := (self.values.get("full_name") or "").strip()):
            words = whole.replace(",", " ").split()
            shouted = [word for word in words if word.isupper() and len(word) > 1]
            if shouted and len(shouted) < len(words):
                return " ".join(shouted), " ".join(word for word in words if word not in shouted)
            return (" ".join(words[1:]), words[0]) if len(words) > 1 else (whole, "")
        return (last, first) if last else (first, "")

    def civility(self) -> str:
        word = normalise(self.values.get("civility") or "").strip(".")
        return Civility.MADAM if word in MADAM else Civility.SIR if word in SIR else ""

    def _numbers(self) -> tuple[list[str], list[str]]:
        """Return mobiles and other numbers in E.164; what is no number stays in the note as it is written."""
        mobiles, others = {}, {}
        for key in ("mobile", "phone", "phone2"):
            for written in _several(self.values.get(key), ","):
                try:
                    number = phone.parse(written)
                except phone.PhoneError:
                    self._extra(_("Téléphone non reconnu"), written)
                else:
                    (mobiles if phone.is_mobile(number) else others)[number] = True
        return list(mobiles), list(others)

    def _emails(self) -> list[str]:
        found = {}
        for key in ("email", "email2"):
            for written in _several(self.values.get(key), ",;"):
                try:
                    found[_EMAIL.clean(written).lower()] = True
                except ValidationError:
                    self._extra(_("E-mail non reconnu"), written)
        return list(found)

    def _own(self, *lists: list[str]) -> None:
        """Leave out what belongs to a member of the team."""
        for values in lists:
            for value in [value for value in values if value in self.colleagues]:
                values.remove(value)
                self.party.told.append(_("%(value)s est celui d’un collègue : ignoré.") % {"value": value})

    def _siren(self) -> str:
        written = self.values.get("siren") or ""
        try:
            return parse_siren(written) if written else ""
        except ValueError:
            self._extra(_("SIREN non reconnu"), written)
            return ""

    def _address(self) -> dict:
        """Return the columns of a French address; one abroad is kept in the note."""
        street, extra, city, country = (
            (self.values.get(key) or "").strip() for key in ("address", "address_extra", "city", "country")
        )
        written = (self.values.get("postal_code") or "").strip()
        code = "".join(written.split())
        code = code.zfill(5) if code.isascii() and code.isdigit() and len(code) == 4 else code
        is_french = not code or (code.isascii() and code.isdigit() and len(code) == 5)
        if is_french and normalise(country) in FRANCE:
            return {"address": street, "address_extra": extra, "postal_code": code, "city": city}
        if street or city or code:
            self._extra(_("Adresse"), ", ".join(filter(None, (street, extra, f"{written} {city}".strip(), country))))
        return {}

    def _leftover(self, emails: list[str], mobiles: list[str], others: list[str]) -> None:
        for email in emails:
            self._extra(_("Autre e-mail"), email)
        for label, numbers in ((_("Autre mobile"), mobiles), (_("Téléphone"), others)):
            for number in numbers:
                self._extra(label, phone.national(number).replace("\u00a0", " "))
        self._extra(_("Notes"), self.values.get("notes"))

    def _extra(self, label: str, value) -> None:
        if value:
            self.extras.append((str(label), str(value)))

    @staticmethod
    def _first(values: list[str]) -> str:
        return values[0] if values else ""

    def _done(self) -> Party:
        self.party.identity = {name: value for name, value in self.party.identity.items() if value}
        self.party.contact = {name: value for name, value in self.party.contact.items() if value}
        self.party.note = "\n".join(
            _("%(label)s : %(value)s") % {"label": label, "value": value} for label, value in self.extras
        )[:LONGEST_NOTE]
        return self.party


def _several(cell, signs: str) -> list[str]:
    """Return the values of one cell, which some exports join."""
    parts = SEVERAL.split(cell or "")
    for sign in signs:
        parts = [piece for part in parts for piece in part.split(sign)]
    return [part.strip() for part in parts if part.strip()]
