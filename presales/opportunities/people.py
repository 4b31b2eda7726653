"""Names that filters of lists look up, among those a reader may see."""

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.accounts.models import Organisation, User
from portal.core.values.text import normalise

MOST_NAMED = 50  # a word that names more people than that is no name


def people_named(user, words: str) -> list[tuple[int, str]]:
    """Keys and names of those who bring opportunities: in the reader's organisation, or everywhere for the team."""
    found = User.objects.having(Permission.PRESALES_ASK)
    if scopes.OPPORTUNITIES.reach(user) is not Reach.ALL:
        found = found.filter(organisation_id=user.organisation_id)
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return [(person.pk, person.get_full_name()) for person in found.order_by("last_name", "pk")[:MOST_NAMED]]


def organisations_named(user, words: str) -> list[tuple[int, str]]:
    """Keys and names of the organisations whose name holds every one of `words`."""
    wanted = normalise(words).split()
    # Organisations are few, and SQLite cannot compare accented letters: they are compared here.
    named = Organisation.objects.order_by("name", "pk").values_list("pk", "name")[:1000]
    return [(pk, name) for pk, name in named if all(word in normalise(name) for word in wanted)][:MOST_NAMED]
