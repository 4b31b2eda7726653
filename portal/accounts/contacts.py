"""Numbers and addresses of accounts: what they were stays known for a while, and a change is told."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from portal.access.roles import Role
from portal.accounts.models import FormerContact, User
from portal.accounts.notices import SECURITY
from portal.accounts.queries import COLLEAGUES
from portal.core.values import dates
from portal.messaging.notices import notify
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

ADDRESS_CHANGED = "accounts/messages/address_changed"
SECOND_FACTOR_REMOVED = "accounts/messages/second_factor_removed"


@dataclass(frozen=True)
class Contacts:
    """How an account could be reached, and whether as a colleague."""

    phone: str
    email: str
    is_colleague: bool

    @classmethod
    def of(cls, user: User) -> "Contacts":
        return cls(user.phone, user.email, user.role in COLLEAGUES)


def keep_former(user: User, before: Contacts) -> dict:
    """Keep what `user` no longer has; returns what the history tells of it: fields, values before and after.

    A colleague who becomes a client account leaves both behind.
    """
    after = Contacts.of(user)
    changed = [kind for kind in FormerContact.Kind if getattr(before, kind) != getattr(after, kind)]
    left = FormerContact.Kind if before.is_colleague and not after.is_colleague else changed
    if before.is_colleague:
        FormerContact.objects.bulk_create(
            FormerContact(user=user, kind=kind, value=getattr(before, kind)) for kind in left if getattr(before, kind)
        )
    return {
        f"{kind}_{when}": getattr(at, kind) for kind in changed for when, at in (("before", before), ("after", after))
    }


def tell_address_changed(user: User, before: str, *, by: User) -> None:
    """Write to the old address and the new one, and tell the rest of the back-office."""
    words = {"person": user, "before": before, "after": user.email}
    for address in {before, user.email}:
        _write(user, address, ADDRESS_CHANGED, words, by=by)
    _tell_others(user, "accounts/notices/address_changed", words, by=by)


def tell_second_factor_removed(user: User, *, by: User) -> None:
    """Write to its owner, and tell the rest of the back-office."""
    _write(user, user.email, SECOND_FACTOR_REMOVED, {"person": user}, by=by)
    _tell_others(user, "accounts/notices/second_factor_removed", {"person": user}, by=by)


def _write(user: User, address: str, template: str, words: dict, *, by: User) -> None:
    context = {"by": by, "portal_name": settings.PORTAL_NAME, "support_email": settings.SUPPORT_EMAIL, **words}
    queue(
        channel=Channel.EMAIL,
        to=address,
        template=template,
        context=context,
        dedupe=f"{template}:{user.pk}:{address}:{dates.now().timestamp()}",
        about=user,
        language=user.language,
    )


def _tell_others(user: User, template: str, words: dict, *, by: User) -> None:
    others = User.objects.active().filter(role=Role.BACK_OFFICE).exclude(pk__in=[user.pk, by.pk])
    notify(
        others,
        SECURITY,
        about=user,
        template=template,
        context={"by": by, **words},
        url=reverse("people:person", args=[user.pk]),
        dedupe=f"{template}:{user.pk}:{dates.now().timestamp()}",
        by=by,
    )
