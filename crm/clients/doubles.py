"""The same party in another file: found by company number, e-mail, mobile, or name with birth date, in any writing.

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


def hold(values: dict) -> None:
    """Wait for whoever is saving the same party: until this transaction ends, nobody else gets past. PostgreSQL only;
    SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for number in sorted(crc32(repr(pair).encode()) for pair in keys_of(values).items()):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def doubles_of(user, values: dict, *, besides: Client | None = None) -> Doubles:
    """The files that may be the party described by `values`; two queries, whatever is found."""
    keys = keys_of(values)
    if not keys:
        return Doubles((), (), "")
    found = Client.objects.filter(_condition(keys), removed_at=None)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    rows = list(found.select_related("owner").order_by("pk")[:MOST])
    mine = set(
        Client.objects.visible_to(user).filter(pk__in=[row.pk for row in rows] or [0]).values_list("pk", flat=True)
    )
    doubles = [Double(row, _reasons(row, keys)) for row in rows]
    others = dict.fromkeys(reason for each in doubles if each.client.pk not in mine for reason in each.reasons)
    seen = crypto.digest("doubles", ",".join(str(row.pk) for row in rows)) if rows else ""
    return Doubles(tuple(each for each in doubles if each.client.pk in mine), tuple(others), seen)


def _condition(keys: dict) -> Q:
    condition = Q()
    for key, value in keys.items():
        if key == "same_name":
            name, born = value
            condition |= Q(same_name=name, birth_date=born)
        else:
            condition |= Q(**{key: value})
    return condition


def _reasons(row: Client, keys: dict) -> tuple[str, ...]:
    have = {
        "siren": row.siren,
        "same_email": row.same_email,
        "phone": row.phone,
        "same_name": (row.same_name, row.birth_date),
    }
    return tuple(key for key, value in keys.items() if have[key] == value)
