"""The life of a link: every step and who may take it."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.workflow import SYSTEM, step
from portal.core.values import dates
from subscriptions.portfolio.enums import LinkState as S

OFFICE = {Permission.PORTFOLIO_REVIEW}
FIELD = {"field": "state"}


class LinkWorkflow:
    @step(source=S.ADDED, target=S.PENDING, who={SYSTEM}, label=_("Attendre"), verb="portfolio.pending", **FIELD)
    def wait(self, *, account, legacy, deadline):
        self.account, self.legacy, self.deadline = account, legacy, deadline

    @step(source=S.ADDED, target=S.LINKED, who={SYSTEM}, label=_("Relier"), verb="portfolio.registered", **FIELD)
    def register(self):
        self.linked_at = dates.now()

    @step(source=S.PENDING, target=S.LINKED, who=OFFICE, label=_("Accepter"), verb="portfolio.accepted", **FIELD)
    def accept(self, *, account):
        self.account, self.linked_at = account, dates.now()

    @step(
        source=S.PENDING, target=S.ADDED, who=OFFICE, label=_("Accepter et inviter"), verb="portfolio.accepted", **FIELD
    )
    def invite(self, *, account):
        """The link is accepted; it is made once its person has registered."""
        self.account = account

    @step(
        source=S.PENDING,
        target=S.REFUSED,
        who=OFFICE,
        label=_("Refuser"),
        verb="portfolio.refused",
        needs_reason=True,
        **FIELD,
    )
    def refuse(self, *, told):
        self.refusal = told

    @step(
        source=S.LINKED,
        target=S.LEFT,
        who={Permission.SPACE_OWN},
        label=_("Quitter"),
        verb="portfolio.left",
        **FIELD,
    )
    def leave(self):
        """The client no longer wants this agent to act for them."""
