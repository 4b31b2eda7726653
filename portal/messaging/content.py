"""Texts of a message, rendered from its templates before it is queued."""

from dataclasses import dataclass

from django.template import TemplateDoesNotExist
from django.template.context import make_context
from django.template.loader import get_template
from django.utils import translation

from portal.messaging.gsm import to_gsm
from portal.messaging.states import Channel

SUBJECT_LENGTH = 255


@dataclass(frozen=True)
class Content:
    """Subject (e-mail and portal), plain text, and HTML (e-mail, may be empty)."""

    subject: str = ""
    text: str = ""
    html: str = ""


def one_line(text: str) -> str:
    """Return `text` without line breaks, so that a typed name cannot add a mail header."""
    return " ".join(text.split())[:SUBJECT_LENGTH]


def render(channel: str, template: str, context: dict, *, language: str = "fr") -> Content:
    """The words of `<template>.sms.txt`, or of `.subject.txt`, `.txt` and, for an e-mail, `.html` if there is one.

    Raises `TemplateDoesNotExist` when a part that must be there is not.
    """
    with translation.override(language):
        if channel == Channel.SMS:
            return Content(text=to_gsm(_plain(f"{template}.sms.txt", context)))
        return Content(
            subject=one_line(_plain(f"{template}.subject.txt", context)),
            text=_plain(f"{template}.txt", context),
            html=_html(f"{template}.html", context) if channel == Channel.EMAIL else "",
        )


def _plain(name: str, context: dict) -> str:
    """Render a text template without HTML escapes: « L&#x27;agence » has no place in an SMS."""
    return get_template(name).template.render(make_context(dict(context), autoescape=False)).strip()


def _html(name: str, context: dict) -> str:
    try:
        template = get_template(name)
    except TemplateDoesNotExist as missing:
        if missing.args[0] != name:
            raise
        return ""
    return template.render(dict(context)).strip()
