"""Log lines carry the request's id and never a whole phone number."""

import logging
import re
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
PHONE = re.compile(r"(\+33|\b0)([67])[ .\u00a0-]?(?:\d{2}[ .\u00a0-]?){3}(\d{2})\b")
LINK = re.compile(r"(/l/|/mot-de-passe/oublie/)[\w-]{8,}")


def current_request_id() -> str:
    """The id of the request being answered, `-` outside of one."""
    return _request_id.get()


def set_request_id(value: str):
    return _request_id.set(value)


def clear(token) -> None:
    _request_id.reset(token)


def mask(text: str) -> str:
    """`text` without the middle of mobile numbers and without the tokens of secure links and resets."""
    return LINK.sub(r"\1…", PHONE.sub(r"\g<1>\g<2>••••••\g<3>", text))


class WithRequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class Masked(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        return True
