"""Undefined template variables are errors in our own templates, as a blank on a page is a bug nobody sees."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = tuple(f"{ROOT / folder}/" for folder in ("templates", "portal", "contracts", "crm", "catalog", "presales"))


class UndefinedVariable(AssertionError):
    """A template of ours prints a variable its view did not give."""


class Undefined(str):
    """Django's `string_if_invalid`, which it tests for truth where a variable was not found.

    In our templates that raises; in those of Django and allauth, written with blanks in mind, it is the
    empty string it always was.
    """

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        if frame.f_code.co_name != "resolve" or "string_if_invalid" not in frame.f_locals:
            return False
        expression = frame.f_locals["self"]
        while frame is not None and frame.f_code.co_name != "render_annotated":
            frame = frame.f_back
        origin = getattr(frame.f_locals["self"], "origin", None) if frame else None
        if origin is not None and str(origin.name).startswith(OURS):
            line = getattr(frame.f_locals["self"].token, "lineno", "?")
            raise UndefinedVariable(f"{origin.name}, line {line}: {{{{ {expression.token} }}}} is not defined")
        return False
