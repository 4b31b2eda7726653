"""What pages read of accounts."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from portal.access.roles import ROLE_RIGHTS, Role
from portal.accounts import right_names, stewards
from portal.accounts.models import User
from portal.core.values import dates


def sessions_of(person: User):
    """The open sessions of `person`, the last one used first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=dates.now())
    return UserSession.objects.filter(Exists(alive), user=person).order_by("-last_seen_at", "-pk")


MOST_DIFFERENT = 200


def role_names() -> list[str]:
    return [str(role.label) for role in Role]


@dataclass(frozen=True)
class Right:
    """A right as one account has it: by its role, in addition, or not; `open` when the reader may change that."""

    key: str
    name: str
    by_role: bool
    extra: bool
    open: bool

    @property
    def had(self) -> bool:
        return self.by_role or self.extra


@dataclass(frozen=True)
class Domain:
    name: str
    rights: list[Right]


def rights_of(person: User, reader: User) -> list[Domain]:
    """All rights, by domain, as `person` has them and `reader` may change them; no query."""
    own, extra = stewards.given_by_role(person.role), set(person.extra_rights)
    may = stewards.may_set_rights(reader, person)
    return [
        Domain(
            str(name),
            [
                Right(key, str(label), key in own, key in extra, may and stewards.may_grant(reader, key))
                for key, label in rights
            ],
        )
        for name, rights in right_names.by_domain()
    ]


def had_by(domains: list[Domain]) -> list[Domain]:
    """Only what is there of `domains`."""
    kept = [Domain(domain.name, [right for right in domain.rights if right.had]) for domain in domains]
    return [domain for domain in kept if domain.rights]


@dataclass(frozen=True)
class Line:
    """A right and whether each role has it, in the order of roles."""

    name: str
    held: list[bool]


def matrix() -> list[tuple[str, list[Line]]]:
    """What each role may do, by domain."""
    return [
        (str(name), [Line(str(label), [key in ROLE_RIGHTS[role] for role in Role]) for key, label in rights])
        for name, rights in right_names.by_domain()
    ]


def with_extra_rights(reader: User):
    """The accounts that have more rights than their role gives."""
    return (
        User.objects.managed_by(reader)
        .exclude(extra_rights=[])
        .select_related("organisation")
        .order_by("sort_name", "pk")
    )


def differences(people) -> list[tuple[User, list[str]]]:
    """Each of `people` with the names of what they have beyond their role."""
    names = dict(right_names.choices())
    found = []
    for person in people:
        extra = [key for key in person.extra_rights if key not in stewards.given_by_role(person.role)]
        if extra:
            found.append((person, [str(names.get(key, key)) for key in extra]))
    return found
