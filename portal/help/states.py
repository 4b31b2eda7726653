"""What the help tells of statuses, read from a workflow itself: an article cannot say anything else than the code."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.access.roles import Role
from portal.audit.workflow import CLIENT, SYSTEM, steps_of


@dataclass(frozen=True)
class StepLine:
    label: str
    targets: str
    who: str


@dataclass(frozen=True)
class StateLine:
    label: str
    tone: str
    next_step: str
    steps: list[StepLine]


def states_of(model, statuses, *, tones: Mapping, next_steps: Mapping) -> list[StateLine]:
    """Every one of `statuses` with what leads out of it, from the transitions `model` declares."""
    steps = steps_of(model)
    return [
        StateLine(
            label=str(status.label),
            tone=tones[status],
            next_step=str(next_steps[status]),
            steps=[_line(statuses, targets, info) for _name, source, targets, info in steps if source == status],
        )
        for status in statuses
    ]


def _line(statuses, targets: list[str], info) -> StepLine:
    labels = [str(statuses(target).label) for target in targets]
    who = [_actor(kind) for kind in sorted(info.who)]
    return StepLine(label=str(info.label), targets=_(" ou ").join(labels), who=", ".join(who))


def _actor(kind: str) -> str:
    return {CLIENT: _("Le client"), SYSTEM: _("Le portail, automatiquement")}.get(kind) or str(Role(kind).label)
