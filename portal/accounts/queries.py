"""What other apps ask about accounts."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from portal.access.roles import Role
from portal.accounts.models import FormerContact, User
from portal.accounts.names import SELLERS
from portal.core.values import dates

COLLEAGUES = (Role.AGENT, Role.MANAGER, Role.BACK_OFFICE, Role.PRESALES, Role.PARTNER)
TAKES_OVER_FROM = {Role.PARTNER: (Role.PARTNER,), Role.PRESALES: (Role.PRESALES,)}


def is_colleague_mobile(phone: str) -> bool:
    """Return whether a staff or partner account has this E.164 number, or had it `KEEP_CONTACTS_DAYS` ago or less.

    The signer's mobile must be the client's own.
    """
    return bool(phone) and (
        User.objects.filter(phone=phone, role__in=COLLEAGUES).exists() or _was_had(FormerContact.Kind.PHONE, phone)
    )


def is_colleague_email(email: str) -> bool:
    """Return the same of an address: the signed contract is sent to the client's own."""
    email = email.strip().lower()
    return bool(email) and (
        User.objects.filter(email=email, role__in=COLLEAGUES).exists() or _was_had(FormerContact.Kind.EMAIL, email)
    )


def _was_had(kind: str, value: str) -> bool:
    since = dates.now() - timedelta(days=settings.KEEP_CONTACTS_DAYS)
    return FormerContact.objects.filter(kind=kind, value=value, until__gte=since).exists()


def team_contacts(values: set[str]) -> frozenset[str]:
    """Return those of `values`, numbers and addresses, that belong or belonged lately to the team; two queries."""
    if not values:
        return frozenset()
    since = dates.now() - timedelta(days=settings.KEEP_CONTACTS_DAYS)
    holders = User.objects.filter(Q(phone__in=values) | Q(email__in=values), role__in=COLLEAGUES)
    former = FormerContact.objects.filter(value__in=values, until__gte=since).values_list("value", flat=True)
    held = {value for pair in holders.values_list("phone", "email") for value in pair}
    return frozenset(values & (held | set(former)))


def successors_of(leaver: User):
    """Who may be given what somebody owns: those who sell, or for partners and the pre-sales team their like."""
    roles = TAKES_OVER_FROM.get(leaver.role, SELLERS)
    return User.objects.active().filter(role__in=roles).exclude(pk=leaver.pk)
