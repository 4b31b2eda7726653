"""Log lines carry the request's id, and never a whole phone number, address or link."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

from portal.core.values import masking

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
MOBILE = re.compile(r"(\+33|\b0)([67])[ .\u00a0-]?(?:\d{2}[ .\u00a0-]?){3}(\d{2})\b")
ABROAD = re.compile(r"(\+[1-9]\d)\d{4,10}(\d{2})\b")
LINK = re.compile(r"(/l/|/mot-de-passe/oublie/|/avant-vente/agenda/)[\w-]{8,}")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
# What a record says beside its text, as `extra=`.
EXTRA = ("user_id", "method", "path", "view", "status", "duration_ms", "task")


def current_request_id() -> str:
    """The id of the request being answered, `-` outside of one."""
    return _request_id.get()


def set_request_id(value: str):
    return _request_id.set(value)


def clear(token) -> None:
    _request_id.reset(token)


def mask(text: str) -> str:
    """`text` without the middle of phone numbers, the names of addresses, the tokens of secure links and resets."""
    text = ABROAD.sub(r"\1••••••\2", MOBILE.sub(r"\g<1>\g<2>••••••\g<3>", text))
    return EMAIL.sub(lambda found: masking.email(found.group()), LINK.sub(r"\1…", text))


class WithRequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class Masked(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        return True


class TextLine(logging.Formatter):
    """One line for a reader; tracebacks are masked like the rest."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class JsonLine(logging.Formatter):
    """One JSON object a line, for whoever gathers the logs of several machines."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return mask(json.dumps(line, ensure_ascii=False, default=str))
