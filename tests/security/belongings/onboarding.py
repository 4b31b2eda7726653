"""An onboarding that waits for the back-office, and one whose link has just gone out."""

from crm.review.actions import look
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.onboarding import invited, link_of, submitted

NOBODYS = {"/inscriptions/temps/": "figures of everybody, by month"}


def make(owner, name: str, client) -> list[str]:
    words = {"owner": owner, "last_name": name, "company_name": f"Société {name}", "email": f"{name.lower()}@x.example"}
    onboarding = submitted(company=True, **words)
    page = onboarding.pieces.first().pages.select_related("piece").get()
    look(page=page, purpose="review", note=f"Vue {name}", by=UserFactory(back_office=True))
    waiting = invited(ClientFactory(owner=owner, last_name=name, email=words["email"]))
    return [link_of(waiting).split("/")[2]]
