"""A pasted list of people: a name and an address on each line, however they are separated."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core.values import typed_text
from portal.core.values.emails import EmailFormField

MOST_LINES = 200
LONGEST_NAME = 80
ADDRESS_LAST = re.compile(r"^(?P<name>.*?)<(?P<email>[^<>]*)>\s*$")
SEVERAL = re.compile(r">\s*[;,]\s*(?=[^\s;,])")  # how mail programs write several people on one line
SEPARATORS = re.compile(r"[\t;,]")
EMAIL = EmailFormField()


@dataclass(frozen=True)
class Person:
    """One line: what it says, and why nobody can be invited by it (empty: somebody can)."""

    text: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def split(text: str) -> list[str]:
    """The lines that say something."""
    lines = SEVERAL.sub(">\n", text.replace("\t", ";")).splitlines()
    return [line for line in (typed_text.one_line(line).strip(" ;,") for line in lines) if line]


def read(text: str) -> list[Person]:
    """Each line as a person, with what is wrong with it; an address named twice counts once."""
    people, seen = [], {}
    for number, line in enumerate(split(text), 1):
        person = _checked(line, *_parts(line))
        if not person.problem and person.email in seen:
            twice = _("Déjà à la ligne %(number)s.") % {"number": seen[person.email]}
            person = Person(line, person.first_name, person.last_name, person.email, twice)
        seen.setdefault(person.email, number)
        people.append(person)
    return people


def _parts(line: str) -> tuple[str, str, str]:
    """First name, last name and address as they are written."""
    if found := ADDRESS_LAST.match(line):
        return *_names(SEPARATORS.split(found["name"].strip().strip("\"'"))), found["email"].strip()
    cells = [cell.strip().strip("\"'") for cell in SEPARATORS.split(line)]
    email = next((cell for cell in cells if "@" in cell), "")
    others = [cell for cell in cells if cell and cell != email]
    if len(cells) == 1 and email and " " in email:  # « Nadia Durand nadia@exemple.fr »
        before, _blank, email = email.rpartition(" ")
        others = [before]
    return *_names(others), email


def _names(cells: list[str]) -> tuple[str, str]:
    """Two cells are first and last name; in one, the first word is the first name, unless capitals say otherwise."""
    cells = [cell.strip() for cell in cells if cell.strip()]
    if len(cells) > 1:
        return _in_order(cells[0], " ".join(cells[1:]))
    first, _blank, last = (cells[0] if cells else "").partition(" ")
    if first.isupper() and last and not last.isupper():
        last, _blank, first = f"{first} {last}".rpartition(" ")
    return first, last.strip()


def _in_order(one: str, other: str) -> tuple[str, str]:
    """« DURAND; Nadia » names the family first."""
    return (other, one) if one.isupper() and len(one) > 1 and not other.isupper() else (one, other)


def _checked(line: str, first: str, last: str, address: str) -> Person:
    def refused(problem: str) -> Person:
        return Person(line, first, last, address, problem)

    if not address:
        return refused(_("Il manque l’adresse e-mail."))
    try:
        email = EMAIL.clean(address).lower()
    except ValidationError:
        return refused(_("Cette adresse e-mail n’est pas valable."))
    if not first or not last:
        return refused(_("Il manque le prénom ou le nom."))
    if max(len(first), len(last)) > LONGEST_NAME:
        return refused(_("Ce nom est trop long : 80 signes au plus."))
    return Person(line, first, last, email)


def known_among(people: list[Person]) -> set[str]:
    """The addresses that have an account already; one query."""
    emails = [person.email for person in people if not person.problem]
    return set(User.objects.filter(email__in=emails).values_list("email", flat=True))
