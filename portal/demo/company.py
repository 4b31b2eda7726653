"""The demonstration's company: its team, then what each domain adds in its own `demo` module."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.apps import apps

from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo.delivery import forget_past
from portal.demo.team import PEOPLE, Team, make_team
from portal.demo.working_hours import UNREAD
from portal.messaging.notices import mark_all_read

SEED = 20260101  # the same company on every machine
ENOUGH_TO_LOG_IN, LAST = 20, 999  # orders of steps
Say = Callable[[str], None]


@dataclass
class Demo:
    """The company while it is made: domains read what earlier ones made, and report each line with `say`."""

    team: Team
    say: Say
    products: dict = field(default_factory=dict)
    clients: list = field(default_factory=list)

    @staticmethod
    def dice(part: int) -> random.Random:
        """Return the draws of one part of the demonstration, the same on every machine."""
        return dice(part)

    def read_old_notices(self) -> None:
        """Mark the notices of everybody as read, except those of the last days."""
        with dates.pretending(dates.now() - UNREAD):
            for person in self.team.people.values():
                mark_all_read(by=person, before=dates.now())


def dice(part: int) -> random.Random:
    return random.Random(SEED + part)


def begin_company(say: Say) -> Demo:
    """Make the accounts, the offer and the clients: enough to log in."""
    team = make_team(dice(0))
    say(f"  comptes : {len(team.people)} ({team.made} nouveaux)")
    return _run(Demo(team, say), range(ENOUGH_TO_LOG_IN + 1))


def make_company(say: Say) -> Team:
    """Make what is missing, from where an interrupted run stopped; a second run changes nothing."""
    demo = _run(begin_company(say), range(ENOUGH_TO_LOG_IN + 1, LAST + 1))
    demo.read_old_notices()
    forget_past(dates.now() - UNREAD)
    return demo.team


def is_filled() -> bool:
    """Return whether an earlier run made what takes long."""
    return all(module.is_filled() for module in _modules() if hasattr(module, "is_filled"))


def _run(demo: Demo, orders: range) -> Demo:
    steps = [step for module in _modules() for step in module.STEPS]
    for order, make in sorted(steps, key=lambda step: step[0]):
        if order in orders:
            make(demo)
            filling.let_others_in()
    return demo


def _modules() -> list:
    """Return the demo of every app and room: its `STEPS` are pairs of an order and a function of a `Demo`."""
    names = [name for app in apps.get_app_configs() for name in _names_in(app.name, Path(app.path))]
    return [module for module in map(import_module, names) if hasattr(module, "STEPS")]


def _names_in(package: str, folder: Path) -> list[str]:
    """Return the names of `demo.py` and `demo/` in an app and in its rooms."""
    found = [*folder.glob("demo.py"), *folder.glob("demo/__init__.py")]
    found += [*folder.glob("*/demo.py"), *folder.glob("*/demo/__init__.py")]
    names = [path.relative_to(folder).with_suffix("").parts for path in sorted(found)]
    return [".".join([package, *(part for part in parts if part != "__init__")]) for parts in names]


def accounts_table(team: Team) -> list[str]:
    """Return who may log in, one line each."""
    rows = [
        (f"{person.login}@{DOMAIN}", str(team.of(person.login).get_role_display()), str(team.of(person.login)))
        for person in PEOPLE
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [f"  {line.rstrip()}" for line in lines] + ["", f"  Mot de passe de tous : {PASSWORD}"]
