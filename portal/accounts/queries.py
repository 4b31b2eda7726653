"""What other apps ask about accounts."""

from datetime import timedelta

from django.conf import settings

from portal.access.roles import Role
from portal.accounts.models import FormerContact, Organisation, User
from portal.core.values import dates
from portal.core.values.text import normalise

COLLEAGUES = (Role.AGENT, Role.MANAGER, Role.BACK_OFFICE, Role.PRESALES, Role.PARTNER)
SELLERS = (Role.AGENT, Role.MANAGER)
TAKES_OVER_FROM = {Role.PARTNER: (Role.PARTNER,), Role.PRESALES: (Role.PRESALES,)}
MOST_NAMED = 50  # a word that names more people than that is no name


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


def successors_of(leaver: User):
    """Who may be given what somebody owns: those who sell, or for partners and the pre-sales team their like."""
    roles = TAKES_OVER_FROM.get(leaver.role, SELLERS)
    return User.objects.active().filter(role__in=roles).exclude(pk=leaver.pk)


def sellers_named(user, words: str) -> list[tuple[int, str]]:
    """Keys and names of those who sell, among the people `user` works with, for words of a name or an e-mail."""
    found = User.objects.filter(role__in=SELLERS)
    if user.role != Role.BACK_OFFICE:
        found = found.filter(organisation_id=user.organisation_id)
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return [(seller.pk, seller.get_full_name()) for seller in found.order_by("last_name", "pk")[:MOST_NAMED]]


def agencies_named(user, words: str) -> list[tuple[int, str]]:
    """Keys and names of the agencies whose name holds every one of `words`; a seller only has their own."""
    found = Organisation.objects.filter(kind=Organisation.Kind.AGENCY).order_by("name", "pk")
    if user.role != Role.BACK_OFFICE:
        found = found.filter(pk=user.organisation_id)
    wanted = normalise(words).split()
    # Agencies are few, and SQLite cannot compare accented letters: they are compared here.
    named = [(agency.pk, agency.name) for agency in found[:1000]]
    return [(pk, name) for pk, name in named if all(word in normalise(name) for word in wanted)][:MOST_NAMED]
