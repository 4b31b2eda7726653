"""How a workflow is declared: one `@step` per transition, read by the door, the buttons, the tests and the docs."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django_fsm import transition

from portal.audit.history import CLIENT, SYSTEM

__all__ = ["CLIENT", "SYSTEM", "StepInfo", "step", "steps_of"]


@dataclass(frozen=True)
class StepInfo:
    """What people need to know of a transition.

    `who` holds roles, `"client"` (through a secure link or a code) and `"system"` (the clock). An account of another
    role that was given `right` may take it as well.
    """

    label: str | Promise
    who: frozenset[str]
    verb: str
    needs_reason: bool = False
    right: str = ""

    def is_open_to(self, by, as_: str) -> bool:
        """Whether the account `by`, or without one the client or the system, may take it."""
        if by is None:
            return as_ in self.who
        return by.role in self.who or bool(self.right) and by.has_right(self.right)


def step(*, source, target, who, label, verb, needs_reason=False, right="", conditions=(), field="status"):
    """A transition of `field`, with those who may take it."""
    info = StepInfo(label=label, who=frozenset(who), verb=verb, needs_reason=needs_reason, right=right)
    return transition(
        field=field,
        source=source,
        target=target,
        conditions=list(conditions),
        custom={"info": info},
    )


def steps_of(model) -> list[tuple[str, str, list[str], StepInfo]]:
    """Every transition of a status model: (name, source, targets, info), in the order of the statuses."""
    field = model.status_field()
    order = [value for value, _label in field.choices]
    found = []
    for each in field.get_all_transitions(model):
        targets = list(getattr(each.target, "allowed_states", None) or [each.target])
        found.append((each.name, each.source, [str(t) for t in targets], each.custom["info"]))
    return sorted(found, key=lambda row: (order.index(row[1]), row[0], row[2]))
