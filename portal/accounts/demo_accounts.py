"""The accounts of the demonstration: made by `portal.demo`, shown on the login page of a demo portal only."""

from django.conf import settings

from portal.accounts.models import User

DOMAIN = "demo.comptoir.example"
PASSWORD = "comptoir-demo"  # noqa: S105 - printed on the login page, of fictional accounts only
ORDER = ("agent", "agent2", "manager", "backoffice", "avantvente", "partenaire", "client")


def shown() -> list[User]:
    """The demo accounts in the order of the work; none outside of a demonstration."""
    if not settings.DEMO:
        return []
    found = User.objects.active().filter(email__endswith=f"@{DOMAIN}").select_related("organisation")
    return sorted(found, key=lambda user: (_rank(user), user.email))


def _rank(user: User) -> int:
    name = user.email.partition("@")[0]
    return ORDER.index(name) if name in ORDER else len(ORDER)
