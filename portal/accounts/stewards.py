"""Who may administer accounts, which of them, and what they may give: the same in the portal and in the administration.

No right is given by somebody who does not have it, save by a superuser; nobody changes their own rights.
"""

from portal.access.permissions import Permission
from portal.access.roles import ROLE_RIGHTS, Role

IN_AN_ORGANISATION = (Role.AGENT, Role.MANAGER, Role.PARTNER)
# What is never granted by name: it opens nothing to other roles than the back-office.
ROLES_ONLY = (Permission.PEOPLE,)


def may_manage(user) -> bool:
    """Return whether `user` administers accounts: the back-office with access to the administration, superusers."""
    in_charge = user.is_superuser or user.is_staff and user.role == Role.BACK_OFFICE
    return in_charge and user.has_right(Permission.PEOPLE)


def may_change(user, person) -> bool:
    """Return whether `user` may change the account of `person`: only superusers touch a superuser.

    Changing an address would be taking the account over.
    """
    return user.is_superuser or not person.is_superuser


def may_close(user, person) -> bool:
    """Return whether `user` may deactivate `person`: never oneself."""
    return user.pk != person.pk and may_change(user, person)


def may_grant(user, right: str) -> bool:
    """Return whether `user` may give or take `right` by name."""
    return right not in ROLES_ONLY and (user.is_superuser or user.has_right(right))


def may_set_rights(user, person) -> bool:
    """Return whether `user` may change role and rights of `person`: never their own."""
    return user.pk != person.pk and may_change(user, person)


def out_of_reach(user, before, after) -> set[str]:
    """Return the rights given or taken between two lists of extra rights that `user` may not grant."""
    return {right for right in set(before) ^ set(after) if not may_grant(user, right)}


def needs_organisation(role: str) -> bool:
    """Return whether people of `role` see what their organisation has: without one they would see nothing."""
    return role in IN_AN_ORGANISATION


def given_by_role(role: str) -> frozenset[str]:
    return ROLE_RIGHTS.get(role, frozenset())
