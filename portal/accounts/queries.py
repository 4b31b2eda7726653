"""What other apps ask about accounts."""

from portal.access.roles import Role
from portal.accounts.models import Organisation, User
from portal.core.values.text import normalise

STAFF = (Role.AGENT, Role.MANAGER, Role.BACK_OFFICE, Role.PRESALES)
SELLERS = (Role.AGENT, Role.MANAGER)
TAKES_OVER_FROM = {Role.PARTNER: (Role.PARTNER,), Role.PRESALES: (Role.PRESALES,)}
MOST_NAMED = 50  # a word that names more people than that is no name


def is_staff_mobile(phone: str) -> bool:
    """Whether an E.164 number is that of somebody of the house: the signer's mobile must be the client's own."""
    return bool(phone) and User.objects.filter(phone=phone, role__in=STAFF).exists()


def is_staff_email(email: str) -> bool:
    """Whether an address is that of somebody of the house: the signed contract is sent to the client's own."""
    return bool(email) and User.objects.filter(email=email.lower(), role__in=STAFF).exists()


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
