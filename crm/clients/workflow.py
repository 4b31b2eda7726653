"""The lives of a party: prospect, client, former client, and back."""

from django.utils.translation import gettext_lazy as _

from crm.clients.enums import LifeStage as L
from portal.access.permissions import Permission
from portal.audit.workflow import SYSTEM, step

WRITERS = {Permission.CLIENTS_EDIT}
FIELD = {"field": "stage"}


class ClientWorkflow:
    """The transitions of `stage`."""

    @step(
        source=[L.PROSPECT, L.FORMER],
        target=L.CLIENT,
        who=WRITERS | {SYSTEM},
        label=_("Passer en client"),
        verb="crm.became_client",
        **FIELD,
    )
    def become_client(self):
        """By a first contract, by an accepted onboarding, or by hand."""

    @step(
        source=L.CLIENT,
        target=L.FORMER,
        who=WRITERS,
        label=_("Passer en ancien client"),
        verb="crm.became_former",
        needs_reason=True,
        **FIELD,
    )
    def become_former(self):
        """Nothing is in force any more."""

    @step(
        source=[L.CLIENT, L.FORMER],
        target=L.PROSPECT,
        who=WRITERS,
        label=_("Reprendre en prospect"),
        verb="crm.became_prospect",
        needs_reason=True,
        **FIELD,
    )
    def become_prospect(self):
        """They are to be won again."""
