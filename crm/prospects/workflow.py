"""The life of a prospect's follow-up (F4, F12)."""

from django.utils.translation import gettext_lazy as _

from crm.prospects.enums import Progress as P
from portal.access.permissions import Permission
from portal.audit.workflow import step

SELLERS = {Permission.CLIENTS_EDIT}
OFFICE = {Permission.PROSPECTS_ONBOARD}


class FollowUpWorkflow:
    """The transitions; once ready, only the back-office takes a prospect back."""

    @step(
        source=P.DISCUSSING,
        target=P.READY,
        who=SELLERS,
        label=_("Prêt à démarrer"),
        verb="crm.prospect_ready",
    )
    def start(self, *, at):
        self.ready_at = at

    @step(
        source=P.DISCUSSING,
        target=P.LOST,
        who=SELLERS,
        label=_("Pas intéressé, sans suite"),
        verb="crm.prospect_lost",
    )
    def drop(self):
        """The prospect is not interested."""

    @step(
        source=P.LOST,
        target=P.DISCUSSING,
        who=SELLERS,
        label=_("Reprendre la discussion"),
        verb="crm.prospect_resumed",
    )
    def resume(self):
        """They came back."""

    @step(
        source=P.READY,
        target=P.DISCUSSING,
        who=OFFICE,
        label=_("Remettre en discussion"),
        verb="crm.prospect_reopened",
        needs_reason=True,
    )
    def reopen(self):
        self.ready_at = None
