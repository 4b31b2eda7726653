"""What happens to accounts: each function is one transaction that leaves its trace in the history."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from portal.access.roles import Role
from portal.accounts import contacts, stewards
from portal.accounts.contacts import Contacts
from portal.accounts.models import User
from portal.audit.history import record
from portal.audit.transitions import NotYours
from portal.core.values import dates
from portal.links import making
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel
from portal.undo import commands as undo

INVITATION = "accounts.invitation"
INVITATION_MESSAGE = "accounts/messages/invitation"
CLOSING = "accounts.closing"


def locked(user: User | int | str) -> User:
    """The row of an account as it is now, locked until the transaction ends; also for a request's lazy user."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=getattr(user, "pk", user))


@transaction.atomic
def invite(*, user: User, by: User | None = None) -> bool:
    """Send a link to choose a password, valid `INVITATION_HOURS`; an earlier link dies.

    Gives False, and does nothing, for an account that is deactivated or has its password already.
    """
    person = locked(user)
    if not person.is_invited:
        return False
    if by and not stewards.may_change(by, person):
        raise NotYours(person)
    end_invitation(person)
    link, token = making.make(purpose=INVITATION, about=person, hours=settings.INVITATION_HOURS, by=by)
    queue(
        channel=Channel.EMAIL,
        to=person.email,
        template=INVITATION_MESSAGE,
        context={
            "person": person,
            "by": by,
            "url": making.url_for(token),
            "expires_at": link.expires_at,
            "hours": settings.INVITATION_HOURS,
            "portal_name": settings.PORTAL_NAME,
            "support_email": settings.SUPPORT_EMAIL,
        },
        dedupe=f"{INVITATION}:{link.pk}",
        about=person,
        sensitive=True,
        expires_at=link.expires_at,
        language=person.language,
    )
    person.invited_at = dates.now()
    person.save(update_fields=["invited_at"])
    record(person, "accounts.invited", by=by, channel="email")
    return True


def end_invitation(person: User) -> None:
    """The link that was sent is worth nothing any more, and a mail with one that still waits does not leave."""
    making.revoke(person, INVITATION)
    cancel(about=person, template=INVITATION_MESSAGE)


@transaction.atomic
def open_supplier(*, email: str, first_name: str, last_name: str) -> User:
    """Open the account of a supplier who confirmed their company; the caller invites them."""
    person = User(email=email, first_name=first_name, last_name=last_name, role=Role.SUPPLIER)
    person.set_unusable_password()
    person.save()
    record(person, "accounts.created", data={"role": person.role})
    return person


@transaction.atomic
def accept_invitation(*, link, password: str) -> User | None:
    """Give the invited person the password they chose; the link is used up.

    Gives None when the account was deactivated, or got its password elsewhere, in the meantime.
    The caller has checked the password against the rules.
    """
    person = locked(link.about_id)
    if not person.is_invited or not making.complete(link):
        return None
    person.set_password(password)
    person.activated_at = dates.now()
    person.save(update_fields=["password", "activated_at"])
    record(person, "accounts.activated", by=person)
    return person


@transaction.atomic
def deactivate(*, user: User, by: User, reason: str = "", left: bool = False) -> bool:
    """Close an account: its sessions and its invitation end now, its history stays. `left` says that they are gone.

    Gives False, and does nothing, for the last superuser: nobody could open an account again.
    Raises `NotYours` for oneself, and for a superuser unless `by` is one.
    """
    # All superusers are locked together, in one order: two who close each other at once would both be gone.
    superusers = User.objects.select_for_update(of=("self",), no_key=True).filter(is_superuser=True, is_active=True)
    remaining = {person.pk for person in superusers.order_by("pk")} - {user.pk}
    person = locked(user)
    if not person.is_active:
        return True
    if person.is_superuser and not remaining:
        return False
    if not stewards.may_close(by, person):
        raise NotYours(person)
    person.is_active = False
    person.left_at = dates.now() if left else None
    person.touch()
    person.save(update_fields=["is_active", "left_at", "version"])
    end_invitation(person)
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(person, "accounts.deactivated", by=by, reason=reason)
    if not left:
        undo.keep(person, CLOSING, by=by)
    return True


def undo_closing(person: User, *, by: User, before: dict) -> User:
    """Open again what was closed a moment ago; an invitation that ended with it is sent anew."""
    reactivate(user=person, by=by)
    invite(user=person, by=by)
    return locked(person)


@transaction.atomic
def reactivate(*, user: User, by: User, reason: str = "") -> None:
    """Open a closed account again, with the password it had."""
    person = locked(user)
    if person.is_active:
        return
    if not stewards.may_change(by, person):
        raise NotYours(person)
    person.is_active, person.left_at = True, None
    person.touch()
    person.save(update_fields=["is_active", "left_at", "version"])
    record(person, "accounts.reactivated", by=by, reason=reason)


@transaction.atomic
def open_for_client(*, email: str, first_name: str = "", last_name: str = "") -> User:
    """Make an account of a client: nobody can log in to it until an invitation is accepted."""
    person = User.objects.create_user(email=email, first_name=first_name, last_name=last_name, role=Role.CLIENT)
    record(person, "accounts.created", data={"role": person.role})
    return person


def save_settings(*, user: User, values: dict, photo=None) -> User:
    """Store what people say about themselves; `photo` is a prepared picture, None leaves the old one.

    It is put into the store before the transaction, so that no lock waits for a store.
    """
    if photo is None:
        return _write_settings(user, values)
    field = User._meta.get_field("photo")
    kept = field.storage.save(field.generate_filename(user, photo.name), photo)
    try:
        return _write_settings(user, values, kept)
    except BaseException:
        field.storage.delete(kept)
        raise


@transaction.atomic
def _write_settings(user: User, values: dict, photo: str = "") -> User:
    person = locked(user)
    before = Contacts.of(person)
    for name, value in values.items():
        setattr(person, name, value)
    if photo:
        _forget_photo(person)
        person.photo = photo
    person.save()
    if personal := contacts.keep_former(person, before):
        record(person, "accounts.phone_changed", by=person, personal=personal)
    return person


@transaction.atomic
def remove_photo(*, user: User) -> None:
    """Delete the profile photo, its file included."""
    person = locked(user)
    _forget_photo(person)
    person.photo = ""
    person.save(update_fields=["photo"])


def _forget_photo(person: User) -> None:
    """The file goes once the row no longer names it, never before."""
    if person.photo:
        storage, name = person.photo.storage, person.photo.name
        transaction.on_commit(lambda: storage.delete(name), robust=True)


@transaction.atomic
def forget_second_factor(*, user: User, by: User, reason: str) -> int:
    """Remove every second factor of somebody who lost theirs; their sessions end. Gives how many there were."""
    person = locked(user)
    if not stewards.may_close(by, person):
        raise NotYours(person)
    gone, _by_model = Authenticator.objects.filter(user=person).delete()
    if gone:
        for session in UserSession.objects.filter(user=person):
            session.end()
        record(person, "accounts.second_factor_removed", by=by, reason=reason)
        contacts.tell_second_factor_removed(person, by=by)
    return gone
