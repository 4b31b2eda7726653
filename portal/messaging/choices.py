"""Each person's choice of notifications, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.messaging.kinds import Kind, kinds_for
from portal.messaging.models import NoticeChoice


@dataclass(frozen=True)
class Places:
    """Where somebody gets one kind of notification."""

    portal: bool
    mail: bool


def usual(kind: Kind) -> Places:
    return Places(portal=kind.default_portal, mail=kind.default_mail)


def places_for(people: Iterable, kind: Kind) -> dict[int, Places]:
    """Return where each of these people gets this kind, in one query."""
    keys = [person.pk for person in people]
    chosen = NoticeChoice.objects.filter(user__in=keys, kind=kind.name).values_list("user_id", "portal", "mail")
    found = {key: Places(portal=portal, mail=mail) for key, portal, mail in chosen}
    return {key: found.get(key, usual(kind)) for key in keys}


def places_of(user) -> dict[str, Places]:
    """Return where this person gets each kind that concerns them."""
    chosen = NoticeChoice.objects.filter(user=user).values_list("kind", "portal", "mail")
    found = {name: Places(portal=portal, mail=mail) for name, portal, mail in chosen}
    return {kind.name: found.get(kind.name, usual(kind)) for kind in kinds_for(user)}


def choose(*, by, places: dict[str, Places]) -> None:
    """Save the choices of `by`; a kind that does not concern them is ignored."""
    known = {kind.name for kind in kinds_for(by)}
    NoticeChoice.objects.bulk_create(
        [
            NoticeChoice(user_id=by.pk, kind=name, portal=place.portal, mail=place.mail)
            for name, place in places.items()
            if name in known
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["portal", "mail"],
    )
