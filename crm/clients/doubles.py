"""The same party in another file: found by company number, e-mail, mobile, or name with birth date, in any writing.

An e-mail or a number of one of its contacts counts as the file's own.

Asked with the same work whoever reads: files outside the reader's scope count, and nothing else of them is said.
"""

from dataclasses import dataclass
from zlib import crc32

from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Kind
from crm.clients.models import Client, name_key
from portal.core.plumbing import crypto

MOST = 20
REASONS: dict[str, str | Promise] = {
    "siren": _("même SIREN"),
    "same_email": _("même e-mail"),
    "phone": _("même mobile"),
    "contact_email": _("même e-mail d’un contact"),
    "contact_phone": _("même téléphone d’un contact"),
    "same_name": _("même nom et même date de naissance"),
}


@dataclass(frozen=True)
class Double:
    """A file that may be the same party, and by what."""

    client: Client
    reasons: tuple[str, ...]

    @property
    def told(self) -> str:
        return ", ".join(str(REASONS[reason]) for reason in self.reasons)


@dataclass(frozen=True)
class Doubles:
    """Those the reader may open, and by what others were found; `seen` names them all without telling them."""

    open: tuple[Double, ...]
    others: tuple[str, ...]
    seen: str

    def __bool__(self) -> bool:
        return bool(self.open or self.others)

    @property
    def told_of_others(self) -> str:
        return ", ".join(str(REASONS[reason]) for reason in self.others)


def keys_of(values: dict) -> dict[str, object]:
    """What tells a party from another, of what was typed; empty ones vanish."""
    keys = {
        "siren": values.get("siren", ""),
        "same_email": values.get("email", "").casefold(),
        "phone": values.get("phone", ""),
    }
    name, born = name_key(values.get("last_name", ""), values.get("first_name", "")), values.get("birth_date")
    if name and born and values.get("kind") != Kind.COMPANY:
        keys["same_name"] = (name, born)
    return {key: value for key, value in keys.items() if value}


def hold(*parties: dict) -> None:
    """Wait for whoever is saving one of the same parties: until this transaction ends, nobody else gets past.

    PostgreSQL only; SQLite has one writer at a time anyway. Locks are taken in one order, so nobody waits in a circle.
    """
    if connection.vendor != "postgresql":
        return
    numbers = {crc32(repr(pair).encode()) for values in parties for pair in keys_of(values).items()}
    with connection.cursor() as cursor:
        for number in sorted(numbers):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def doubles_of(user, values: dict, *, besides: Client | None = None) -> Doubles:
    """The files that may be the party described by `values`; the same queries, whatever is found."""
    keys = keys_of(values)
    if not keys:
        return Doubles((), (), "")
    contacts = _contacts(keys)
    found = Client.objects.filter(_condition(keys) | Q(pk__in=contacts), removed_at=None)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    rows = list(found.select_related("owner").order_by("pk")[:MOST])
    mine = set(
        Client.objects.visible_to(user).filter(pk__in=[row.pk for row in rows] or [0]).values_list("pk", flat=True)
    )
    doubles = [Double(row, _reasons(row, keys, contacts)) for row in rows]
    others = dict.fromkeys(reason for each in doubles if each.client.pk not in mine for reason in each.reasons)
    seen = crypto.digest("doubles", ",".join(str(row.pk) for row in rows)) if rows else ""
    return Doubles(tuple(each for each in doubles if each.client.pk in mine), tuple(others), seen)


def _condition(keys: dict) -> Q:
    """What a file holds itself."""
    condition = Q()
    for key, value in keys.items():
        if key == "same_name":
            name, born = value
            condition |= Q(same_name=name, birth_date=born)
        else:
            condition |= Q(**{key: value})
    return condition


def _contacts(keys: dict) -> dict[int, set[str]]:
    """By file, what its contacts have in common with the party."""
    if not (condition := _contacts_condition(keys)):
        return {}
    rows = Client.objects.filter(condition, removed_at=None).order_by("pk")
    found: dict[int, set[str]] = {}
    for pk, email in rows.values_list("pk", "contacts__email").distinct()[:MOST]:
        same = "same_email" in keys and email.casefold() == keys["same_email"]
        found.setdefault(pk, set()).add("contact_email" if same else "contact_phone")
    return found


def _contacts_condition(keys: dict) -> Q:
    condition = Q()
    if email := keys.get("same_email"):
        condition |= Q(contacts__email__iexact=email)
    if number := keys.get("phone"):
        condition |= Q(contacts__mobile=number) | Q(contacts__landline=number)
    return condition


def _reasons(row: Client, keys: dict, contacts: dict[int, set[str]]) -> tuple[str, ...]:
    have = {
        "siren": row.siren,
        "same_email": row.same_email,
        "phone": row.phone,
        "same_name": (row.same_name, row.birth_date),
    }
    own = tuple(key for key, value in keys.items() if have[key] == value)
    return own + tuple(sorted(contacts.get(row.pk, ())))
