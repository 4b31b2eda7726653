"""Data of components that show a list: steps, tabs, breadcrumbs. Unknown states and tones are refused."""

from collections.abc import Iterable
from dataclasses import dataclass

TONES = ("neutral", "muted", "info", "progress", "success", "warning", "danger")


@dataclass(frozen=True)
class Step:
    """One step of a guided form; `state` is `done`, `current` or `todo`."""

    label: str
    state: str = "todo"
    url: str = ""

    @classmethod
    def sequence(cls, labels: Iterable[str], *, current: int, urls: Iterable[str] = ()) -> list["Step"]:
        """The steps named by `labels`, those before `current` (counted from 1) done; past the last, all are done."""
        addresses = dict(enumerate(urls, start=1))
        return [
            cls(
                label=label,
                state="done" if number < current else "current" if number == current else "todo",
                url=addresses.get(number, ""),
            )
            for number, label in enumerate(labels, start=1)
        ]


@dataclass(frozen=True)
class Tab:
    """One tab; `count` is shown when it is not None, a check mark when it is `complete`."""

    label: str
    url: str
    active: bool = False
    count: int | str | None = None
    complete: bool = False


@dataclass(frozen=True)
class Crumb:
    """One breadcrumb; the last one has no URL."""

    label: str
    url: str = ""


def checked_tone(tone: str) -> str:
    """Return `tone`, or raise `ValueError`: a mistyped tone would show a status without colour."""
    if tone not in TONES:
        raise ValueError(f"Unknown tone {tone!r}: one of {', '.join(TONES)}")
    return tone
