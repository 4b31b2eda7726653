"""Find the file of a party among those that exist; a fixed number of queries for a chunk of lines.

The same company number, the same name with birth date, or the same e-mail or mobile with the same name is the same
party. The same e-mail or mobile with another name is only told, and offered for merge: couples share numbers. So is
the same name alone, unless the line says nothing else.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.clients.doubles import keys_of
from crm.clients.models import Client
from crm.imports.party import Party
from portal.core.values.text import normalise

NAMED = "named"
COLUMNS = {"siren": "siren__in", "same_email": "same_email__in", "phone": "phone__in"}


@dataclass
class Match:
    """What was found for a party: files that are it, files that may be it, and whether others hold it elsewhere."""

    same: list[Client] = field(default_factory=list)
    similar: list[Client] = field(default_factory=list)
    elsewhere: str = ""


class Files:
    """The files that share something with a chunk of parties, as `user` may see them."""

    def __init__(self, user, parties: list[Party], *, lock: bool = False):
        keys = [keys_of(party.identity) for party in parties]
        found = Client.objects.filter(_condition(keys, parties), removed_at=None)
        self.rows = list(found.select_for_update(of=("self",)) if lock else found)
        mine = Client.objects.visible_to(user).in_use().filter(pk__in=[row.pk for row in self.rows])
        self.mine = set(mine.values_list("pk", flat=True)) if self.rows else set()
        self.by_key: dict = defaultdict(list)
        for row in self.rows:
            self.add(row)

    def add(self, row: Client) -> None:
        """Take a file into account, also one that is about to be created."""
        row.fill_search()
        for pair in _pairs(row):  # a file without a key is created now
            self.by_key[pair].append(row)

    def match(self, party: Party) -> Match:
        match = Match()
        for pair in pairs_of(party):
            for row in self.by_key.get(pair, ()):
                same = is_same(pair[0], party, row)
                if row.pk is not None and row.pk not in self.mine:
                    match.elsewhere = match.elsewhere or (pair[0] if same and pair[0] != NAMED else "")
                elif row not in (found := match.same if same else match.similar):
                    found.append(row)
        match.similar = [row for row in match.similar if row not in match.same]
        return match


def is_same(key: str, party: Party, row: Client) -> bool:
    """Tell whether a file found by `key` is the party; its name alone decides only where nothing else is known."""
    if key in ("siren", "same_name"):
        return True
    if key != NAMED:
        return _name(row) == party.name
    if party.is_company:
        return not (row.siren and party.identity.get("siren"))
    return not keys_of(party.identity)


def _condition(keys: list[dict], parties: list[Party]) -> Q:
    condition = Q(sort_name__in={_sort_name(party) for party in parties} - {""})
    for key, lookup in COLUMNS.items():
        if values := {each[key] for each in keys if key in each}:
            condition |= Q(**{lookup: values})
    if named := {each["same_name"] for each in keys if "same_name" in each}:
        condition |= Q(same_name__in={name for name, _day in named}, birth_date__in={day for _name, day in named})
    return condition


def _pairs(row: Client):
    """Yield what a file can be found by."""
    if row.siren:
        yield "siren", row.siren
    if row.same_email:
        yield "same_email", row.same_email
    if row.phone:
        yield "phone", row.phone
    if row.birth_date and not row.is_company:
        yield "same_name", (row.same_name, row.birth_date)
    yield NAMED, (row.is_company, row.sort_name)


def pairs_of(party: Party):
    """Yield what a party can be found by."""
    yield from keys_of(party.identity).items()
    if name := _sort_name(party):
        yield NAMED, (party.is_company, name)


def _sort_name(party: Party) -> str:
    told = party.identity
    company = told.get("company_name", "") if party.is_company else ""
    return normalise(company or f"{told.get('last_name', '')} {told.get('first_name', '')}")[:80]


def _name(row: Client) -> str:
    return normalise(row.company_name) if row.is_company else row.same_name


def told_elsewhere(kind: str) -> str:
    """Return the sentence about a file outside the reader's scope: the fact, and nothing of the file."""
    words = {
        "siren": _("même SIREN"),
        "same_email": _("même e-mail"),
        "phone": _("même mobile"),
        "same_name": _("même nom et même date de naissance"),
    }
    return _("Déjà dans le portail, hors de vos clients (%(why)s).") % {"why": words[kind]}
