"""Three hundred files of clients: people and companies around the two agencies."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from crm.clients.enums import Civility, Kind
from crm.models import Client
from portal.core.values import dates
from portal.core.values.text import normalise
from portal.demo import names, places
from portal.demo.phones import FICTION, fictional_mobile

PEOPLE, COMPANIES = 226, 94
FIRST_MOBILE = 1000  # the team's own mobiles come before
OLDEST_DAYS = 900
SHARED = (0, 2, 12, 14)  # one mobile for four files of one agent: the back-office is to look at it


def make_clients(agents: list, account, rng: random.Random) -> tuple[list[Client], int]:
    """The files of the demonstration, shared out among `agents`, the two demo agents having most of them.

    The first one is that of `account`, who may log in to see it. They are made once, all together: what people
    change or delete of them afterwards stays so. Gives the files, and how many are new.
    """
    there = Client.objects.filter(phone__startswith=FICTION).select_related("owner__organisation").order_by("pk")
    if there:
        return list(there), 0
    owners = [*agents[:2], *agents]
    made = [_file_of(account, agents[0])]
    for position, identity in enumerate(_identities(owners, rng)):
        owner = owners[position % len(owners)]
        client = Client(owner=owner, agency=owner.organisation, created_at=_opened_on(rng), **identity)
        client.save()
        made.append(client)
    return made, len(made)


def _file_of(account, owner) -> Client:
    """The file of a client who has an account."""
    client = Client(
        owner=owner,
        agency=owner.organisation,
        account=account,
        created_at=account.date_joined,
        kind=Kind.PERSON,
        civility=Civility.MADAM,
        first_name=account.first_name,
        last_name=account.last_name,
        birth_date=date(1986, 4, 17),
        address="24 rue Sainte-Catherine",
        postal_code="69001",
        city="Lyon",
        email=account.email,
        phone=fictional_mobile(FIRST_MOBILE - 1),
    )
    client.save()
    return client


def _opened_on(rng: random.Random) -> datetime:
    """A working hour of these last years, most of them lately."""
    day = dates.today() - timedelta(days=75 + int(OLDEST_DAYS * rng.random() ** 2))
    return datetime.combine(day, time(rng.randint(9, 17), rng.randrange(60)), tzinfo=dates.PARIS)


def _identities(owners: list, rng: random.Random) -> Iterator[dict]:
    """The identity columns of each file, always the same ones for the same `rng`."""
    kinds = [Kind.PERSON] * PEOPLE + [Kind.COMPANY] * COMPANIES
    rng.shuffle(kinds)
    taken: set[str] = set()
    company_names = _company_names(rng)
    for position, kind in enumerate(kinds):
        person = _person(rng, taken)
        agency = owners[position % len(owners)].organisation
        mobile = FIRST_MOBILE + (SHARED[0] if position in SHARED else position)
        identity = person | _address(rng, agency.code) | {"kind": kind, "phone": fictional_mobile(mobile)}
        if kind == Kind.COMPANY:
            identity |= _company(next(company_names), rng)
        identity["email"] = _email(identity, rng)
        yield identity


def _person(rng: random.Random, taken: set[str]) -> dict:
    """Who signs; no two clients have the same name."""
    while True:
        woman = rng.random() < 0.52
        first, last = rng.choice(names.WOMEN if woman else names.MEN), rng.choice(names.SURNAMES)
        if f"{first} {last}" not in taken:
            taken.add(f"{first} {last}")
            break
    born = dates.today() - timedelta(days=rng.randint(21 * 365, 86 * 365))
    return {
        "civility": Civility.MADAM if woman else Civility.SIR,
        "first_name": first,
        "last_name": last,
        "birth_date": date(born.year, born.month, min(born.day, 28)),
    }


def _address(rng: random.Random, agency_code: str) -> dict:
    postal_code, city = rng.choice(places.AROUND[agency_code])
    return {
        "address": f"{rng.randint(1, 148)} {rng.choice(places.STREETS)}",
        "address_extra": rng.choice(places.EXTRAS) if rng.random() < 0.2 else "",
        "postal_code": postal_code,
        "city": city,
    }


def _company_names(rng: random.Random) -> Iterator[str]:
    """Names of companies, each once."""
    made = {
        f"{form} {pattern.format(name=name)}".strip()
        for pattern in names.COMPANIES
        for name, form in zip(rng.sample(names.SURNAMES, 6), rng.sample(names.FORMS, 6), strict=True)
    }
    found = [*names.NAMED_COMPANIES, *rng.sample(sorted(made), 90)]
    rng.shuffle(found)
    return iter(found)


def _company(name: str, rng: random.Random) -> dict:
    return {"company_name": name, "siren": invented_siren(rng), "birth_date": None}


def invented_siren(rng: random.Random) -> str:
    """Nine digits with the right check digit, in the range 00 that INSEE gives to nobody."""
    body = f"00{rng.randrange(10**6):06d}"
    total = sum(_luhn_share(int(sign), position) for position, sign in enumerate(reversed(body), start=1))
    return f"{body}{-total % 10}"


def _luhn_share(digit: int, position: int) -> int:
    """What a digit counts for, from the right; the check digit itself stands at position 0."""
    return sum(divmod(digit * 2, 10)) if position % 2 else digit


def _email(identity: dict, rng: random.Random) -> str:
    first, last = _slug(identity["first_name"]), _slug(identity["last_name"])
    if identity["kind"] == Kind.COMPANY:
        return f"{first}@{_slug(identity['company_name'])[:40].strip('-')}.example"
    return f"{first}.{last}@{rng.choice(names.MAIL_HOSTS)}"


def _slug(text: str) -> str:
    plain = normalise(text).replace("ı", "i")
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain).split())
