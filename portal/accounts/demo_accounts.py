"""The accounts of the demonstration: made by `portal.demo`, shown on the login page of a demo portal only."""

from dataclasses import dataclass

from django.conf import settings

from portal.accounts.models import User

DOMAIN = "demo.comptoir.example"
PASSWORD = "comptoir-demo"  # noqa: S105 - printed on the login page, of fictional accounts only
ORDER = (
    *("agent", "agent2", "manager", "backoffice", "avantvente", "partenaire"),
    *("client", "acheteur", "fournisseur", "fournisseur2"),
)


@dataclass(frozen=True)
class DemoPerson:
    """One line of the login page's table."""

    email: str
    role: str
    organisation: str

    @property
    def name(self) -> str:
        return self.email.partition("@")[0]

    @property
    def domain(self) -> str:
        return self.email.partition("@")[2]

    @property
    def rank(self) -> tuple[int, str]:
        return (ORDER.index(self.name) if self.name in ORDER else len(ORDER), self.name)


def shown() -> list[DemoPerson]:
    """The demo accounts in the order of the work; none outside of a demonstration."""
    if not settings.DEMO:
        return []
    found = User.objects.active().filter(email__endswith=f"@{DOMAIN}").select_related("organisation")
    people = [DemoPerson(user.email, user.get_role_display(), str(user.organisation or "")) for user in found]
    return sorted(people, key=lambda person: person.rank)
