"""Documentation page of every status and transition, generated from the workflows."""

from django.apps import apps
from django.utils import translation

from portal.access.roles import Role
from portal.audit.models import StatusModel
from portal.audit.workflow import CLIENT, SYSTEM, steps_of

INTRODUCTION = """# Statuses

Written by `manage.py statuses_doc` from the workflows in the code; a test fails when this page is not current.
A status changes through one door, `portal.audit.transitions.apply`, which locks the row, asks the workflow, and
records who, when and why. Labels are those people read.
"""
ACTORS = {CLIENT: "le client (lien ou code)", SYSTEM: "le portail (horloge)"}


def statuses_page() -> str:
    """Return the whole page in Markdown; labels in French whatever the active language."""
    with translation.override("fr"):
        models = (model for model in apps.get_models() if issubclass(model, StatusModel))
        chapters = [_chapter(model) for model in sorted(models, key=lambda model: model._meta.label)]
    return "\n".join([INTRODUCTION, *chapters])


def _chapter(model) -> str:
    title = f"## {str(model._meta.verbose_name).capitalize()}\n"
    return "\n".join([title, _statuses(model), _steps(model), _diagram(model)])


def _labels(model) -> dict[str, str]:
    return {value: str(label) for value, label in model.status_field().choices}


def _table(head: tuple[str, ...], rows) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _statuses(model) -> str:
    rows = (
        (f"`{value}`", label, _next_steps(model(**{model.STATUS_FIELD: value})))
        for value, label in _labels(model).items()
    )
    return _table(("Status", "Label", "What happens next"), rows)


def _next_steps(record) -> str:
    """Return the sentence for everybody, then those of the roles that have to act."""
    for_role = {str(role.label): record.next_step_for(role) for role in Role if hasattr(record, "next_step_for")}
    usual = getattr(record, "next_step", "")
    others = [f"*{label}*: {text}" for label, text in for_role.items() if text != usual]
    return "<br>".join([usual, *others])


def _steps(model) -> str:
    labels, conditions = _labels(model), _conditions(model)
    rows = (
        (
            labels[source],
            f"{info.label} (`{name}`)",
            ", ".join(labels[target] for target in targets),
            _who(info),
            "yes" if info.needs_reason else "",
            conditions[name, source],
        )
        for name, source, targets, info in steps_of(model)
    )
    return _table(("From", "Step", "To", "Who", "Reason asked", "Only if"), rows)


def _conditions(model) -> dict[tuple[str, str], str]:
    every = model.status_field().get_all_transitions(model)
    return {
        (each.name, each.source): ", ".join(check.__name__.replace("_", " ") for check in each.conditions)
        for each in every
    }


def _who(info) -> str:
    names = {role.value: str(role.label) for role in Role} | ACTORS
    who = ", ".join(names[each] for each in names if each in info.who)
    rights = ", ".join(f"`{right}`" for right in sorted(info.rights))
    return f"{who} ({rights})" if rights else who


def _diagram(model) -> str:
    labels = _labels(model)
    first = model.status_field().default
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {value}' for value, label in labels.items()]
    lines.append(f"    [*] --> {first}")
    lines += [
        f"    {source} --> {target}: {info.label}"
        for _name, source, targets, info in steps_of(model)
        for target in targets
    ]
    return "\n".join([*lines, "```\n"])
