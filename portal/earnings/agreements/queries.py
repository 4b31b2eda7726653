"""What others read of agreements."""

from datetime import date

from portal.earnings.agreements.models import Agreement


def agreement_for(agent, kind: str, day: date) -> Agreement | None:
    """Return the agreement that decides what a sale of `kind` earns `agent` on `day`: the agent's own, else their
    agency's, else that of all, whichever names the kind first."""
    found = Agreement.objects.in_force(agent, day).filter(rules__kind=kind).prefetch_related("rules")
    return found.first()


def agreements_of(user):
    """Return the agreements of a reader's list, with what a card shows."""
    return Agreement.objects.visible_to(user).select_related("agent", "agency")
