"""Actions of the back-office on accounts, in the portal and in the administration: make, change, give rights."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.roles import Role
from portal.accounts import contacts, stewards
from portal.accounts.actions import end_invitation, invite, locked
from portal.accounts.contacts import Contacts
from portal.accounts.models import User
from portal.audit.history import record
from portal.audit.transitions import NotYours
from portal.records.actions import Stale


@transaction.atomic
def open_account(*, user: User, by: User) -> bool:
    """Store an account that the back-office makes, and invite its owner; returns whether an invitation leaves."""
    save_from_administration(user=user, changed=[], by=by, created=True)
    return invite(user=user, by=by)


@transaction.atomic
def change_account(*, user: User, changed: list[str], by: User, version: int | None = None) -> bool:
    """Store what was changed; a new address gets the invitation that the old one had. Returns whether one leaves."""
    save_from_administration(user=user, changed=changed, by=by, created=False, version=version)
    return "email" in changed and invite(user=user, by=by)


@transaction.atomic
def save_from_administration(
    *, user: User, changed: list[str], by: User, created: bool, version: int | None = None
) -> None:
    """Store what the back-office filled in, and who changed what.

    Only the fields that were changed are written: an account closed meanwhile stays closed. The pages of the
    administration follow the role, unless a superuser decides; a new address leaves no older one that would
    still log in, and no invitation in the hands of whoever reads the mail of the old one. Raises `NotYours` for
    what `by` may not give, `Stale` when the account has another `version` than the form that was filled.
    """
    if not by.is_superuser:
        user.is_staff = user.role == Role.BACK_OFFICE
    if created:
        _check_given(user, User(), ["extra_rights", "is_superuser"], by)
        user.set_unusable_password()
        user.save()
        record(user, "accounts.created", by=by, data={"role": user.role})
        return
    if not changed:
        return
    person = locked(user)
    if version is not None and person.version != version:
        raise Stale(person)
    _check_given(user, person, changed, by)
    before = Contacts.of(person)
    for name in changed if by.is_superuser else {*changed, "is_staff"}:
        setattr(person, name, getattr(user, name))
    person.touch()
    person.save()
    personal = contacts.keep_former(person, before)
    if "email" in changed:
        EmailAddress.objects.filter(user=person).delete()
        end_invitation(person)
    if person.email != before.email:
        contacts.tell_address_changed(person, before.email, by=by)
    data = {"fields": sorted(changed), "role": person.role}
    record(person, "accounts.changed", by=by, data=data, personal=personal)


def _check_given(user: User, before: User, changed: list[str], by: User) -> None:
    """Refuse rights that `by` may not give, rights of their own, and a superuser's account to everybody else."""
    if by.is_superuser:
        return
    if not stewards.may_change(by, before) or "is_superuser" in changed and user.is_superuser:
        raise NotYours(before)
    if before.pk == by.pk and {"role", "organisation", "extra_rights"} & set(changed):
        raise NotYours(before, _("Vos propres droits se changent par un collègue."))
    if "extra_rights" in changed and stewards.out_of_reach(by, before.extra_rights, user.extra_rights):
        raise NotYours(before, _("Vous ne pouvez donner que des droits que vous avez."))


@transaction.atomic
def set_extra_rights(*, user: User, among: list[str], wanted: set[str], by: User) -> None:
    """Give those of `among` that are `wanted`, take away the others; rights that are not among them stay."""
    person = locked(user)
    kept = set(person.extra_rights) - set(among)
    person.extra_rights = sorted(kept | wanted & set(among))
    if set(person.extra_rights) != set(user.extra_rights):
        save_from_administration(user=person, changed=["extra_rights"], by=by, created=False)
