"""Provenance of two files that become one: the kept file's stays, the other's is told by the history."""

from django.db import IntegrityError, transaction

from crm.clients.mergers import Merger
from crm.clients.models import Client
from crm.prospects import messages
from crm.prospects.models import Attribution
from portal.audit.history import record
from portal.core.values import dates


def merge(kept: Client, other: Client, by) -> None:
    """The kept file's provenance, else the other's; a second one ends, so that its SIREN stays with this party."""
    rows = Attribution.objects.select_for_update(of=("self",)).select_related("agent", "agency")
    mine, theirs = rows.filter(client=kept).first(), rows.filter(client=other).first()
    if theirs and mine:
        _end(theirs, kept, by)
    elif theirs:
        rows.filter(pk=theirs.pk).update(client=kept)
    if mine or theirs:
        _number(mine or theirs, kept.siren)
    messages.settle_ready(other)


def _end(theirs: Attribution, kept: Client, by) -> None:
    Attribution.objects.filter(pk=theirs.pk, ended_at=None).update(ended_at=dates.now())
    data = {
        "siren": theirs.siren,
        "agent_id": theirs.agent_id,
        "agency_id": theirs.agency_id,
        "channel": theirs.channel,
        "agreement": theirs.agreement,
        "at": theirs.at.isoformat(),
        "day": f"{theirs.at.astimezone(dates.PARIS):%d/%m/%Y}",
    }
    record(kept, "crm.attribution_merged", by=by, data=data, personal={"agent": theirs.agent.get_full_name()})


def _number(attribution: Attribution, siren: str) -> None:
    """The provenance takes the party's SIREN while it has none, unless another file was first."""
    if attribution.siren or not siren:
        return
    attribution.siren = siren
    try:
        with transaction.atomic():
            attribution.save(update_fields=["siren"])
    except IntegrityError:
        attribution.siren = ""


MERGER = Merger("attribution", merge, relations=("attribution",))
