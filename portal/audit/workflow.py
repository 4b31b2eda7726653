"""Declaration of workflows: one `@step` per transition, read by `transitions`, buttons, tests and docs."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django_fsm import transition

from portal.access.permissions import Permission
from portal.access.roles import plays, roles_with
from portal.audit.history import CLIENT, SYSTEM

__all__ = ["CLIENT", "SYSTEM", "StepInfo", "step", "steps_of"]


@dataclass(frozen=True)
class StepInfo:
    """What people need to know of a transition.

    Accounts need one of `rights`. `parties` are `"client"` (through a secure link, a code, or a client's account) and
    `"system"` (the clock).
    """

    label: str | Promise
    rights: frozenset[Permission]
    parties: frozenset[str]
    verb: str
    needs_reason: bool = False

    @property
    def who(self) -> frozenset[str]:
        """Return the roles that may take it by default, and the parties."""
        return self.parties.union(roles_with(*self.rights))

    def is_open_to(self, by, as_: str) -> bool:
        """Return whether the account `by`, or without one the client or the system, may take it."""
        if by is None:
            return as_ in self.parties
        return any(map(by.has_right, self.rights)) or plays(by, self.parties)


def step(*, source, target, who, label, verb, needs_reason=False, conditions=(), field="status"):
    """Declare a transition of `field`; `who` holds rights, `CLIENT` and `SYSTEM`."""
    rights = frozenset(each for each in who if isinstance(each, Permission))
    parties = frozenset(who) - rights
    if not parties <= {CLIENT, SYSTEM}:
        raise TypeError(f"a step is open to rights, CLIENT and SYSTEM, not to {parties}")
    info = StepInfo(label=label, rights=rights, parties=parties, verb=verb, needs_reason=needs_reason)
    return transition(
        field=field,
        source=source,
        target=target,
        conditions=list(conditions),
        custom={"info": info},
    )


def steps_of(model) -> list[tuple[str, str, list[str], StepInfo]]:
    """Return every transition of a status model, (name, source, targets, info), in the order of the statuses."""
    field = model.status_field()
    order = [value for value, _label in field.choices]
    found = []
    for each in field.get_all_transitions(model):
        targets = list(getattr(each.target, "allowed_states", None) or [each.target])
        found.append((each.name, each.source, [str(t) for t in targets], each.custom["info"]))
    return sorted(found, key=lambda row: (order.index(row[1]), row[0], row[2]))
