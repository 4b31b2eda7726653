"""Names that filters of lists look up, among the people and organisations that a reader works with."""

from collections.abc import Callable

from django.db.models import QuerySet

from portal.access.roles import Role
from portal.access.scopes import Reach, Scope
from portal.accounts.models import Organisation, User
from portal.core.values.text import normalise

SELLERS = (Role.AGENT, Role.MANAGER)
MOST_NAMED = 50  # a word that names more people than that is no name
MOST_ORGANISATIONS = 1000
Named = list[tuple[int, str]]


def people_with(right: str, scope: Scope) -> Callable[[User, str], Named]:
    """Return `find(user, words)`: keys and names of those who have `right`, as far as `scope` reaches."""

    def find(user, words: str) -> Named:
        found = User.objects.having(right)
        return _people(found if scope.reach(user) is Reach.ALL else _of_organisation(found, user), words)

    return find


def sellers_named(user, words: str) -> Named:
    """Return keys and names of those who sell, among the people `user` works with, for words of a name or an e-mail."""
    found = User.objects.filter(role__in=SELLERS)
    return _people(found if user.role == Role.BACK_OFFICE else _of_organisation(found, user), words)


def agencies_named(user, words: str) -> Named:
    """Return keys and names of the agencies whose name holds every one of `words`; a seller only has their own."""
    found = Organisation.objects.filter(kind=Organisation.Kind.AGENCY)
    return _organisations(found if user.role == Role.BACK_OFFICE else found.filter(pk=user.organisation_id), words)


def organisations_named(user, words: str) -> Named:
    """Return keys and names of the organisations whose name holds every one of `words`."""
    return _organisations(Organisation.objects.all(), words)


def _of_organisation(people: QuerySet, user) -> QuerySet:
    return people.filter(organisation_id=user.organisation_id)


def _people(found: QuerySet, words: str) -> Named:
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return [(person.pk, person.get_full_name()) for person in found.order_by("last_name", "pk")[:MOST_NAMED]]


def _organisations(found: QuerySet, words: str) -> Named:
    """They are few, and SQLite cannot compare accented letters: they are compared here."""
    wanted = normalise(words).split()
    named = found.order_by("name", "pk").values_list("pk", "name")[:MOST_ORGANISATIONS]
    return [(pk, name) for pk, name in named if all(word in normalise(name) for word in wanted)][:MOST_NAMED]
