"""What other apps ask about accounts."""

from portal.access.roles import Role
from portal.accounts.models import User

STAFF = (Role.AGENT, Role.MANAGER, Role.BACK_OFFICE, Role.PRESALES)


def is_staff_mobile(phone: str) -> bool:
    """Whether an E.164 number is that of somebody of the house: the signer's mobile must be the client's own."""
    return bool(phone) and User.objects.filter(phone=phone, role__in=STAFF).exists()
