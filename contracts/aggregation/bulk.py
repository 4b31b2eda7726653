"""Attach several orphans at once, each to the only client that is probably its own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.aggregation import actions
from contracts.aggregation.models import PartnerContract
from contracts.aggregation.suggestions import Suggestion, suggestions_for
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.listing.declaration import BulkAction


def only_probable(user, contract: PartnerContract) -> Suggestion | None:
    """Return the suggestion that two facts support, when there is exactly one."""
    probable = [each for each in suggestions_for(user, contract) if each.is_probable]
    return probable[0] if len(probable) == 1 else None


def _refusal(row: PartnerContract, by) -> str:
    if not row.is_orphan:
        return _("Ce contrat est déjà rattaché à un client.")
    return "" if only_probable(by, row) else _("Pas de client probable. Rattachez ce contrat depuis sa page.")


def _foretell(row: PartnerContract, by) -> str:
    found = only_probable(by, row)
    told = {"name": found.client.display_name, "why": ", ".join(found.reasons)}
    return _("Rattaché à %(name)s (%(why)s)") % told


def _run(row: PartnerContract, *, by, reason: str = "") -> None:
    found = only_probable(by, row) if row.is_orphan else None
    if found is None:
        raise Refused(row, _refusal(row, by))
    try:
        actions.attach(contract=row, client=found.client, by=by)
    except actions.BadReference as error:
        raise Refused(row, str(error)) from error


ATTACHMENT = BulkAction(
    key="rattacher",
    label=gettext_lazy("Rattacher au client probable"),
    icon="link",
    question=gettext_lazy("Rattacher ces contrats au client le plus probable ?"),
    run=_run,
    refusal=_refusal,
    foretell=_foretell,
    seems=lambda row, by: row.is_orphan,
    right=Permission.ORPHANS,
)
