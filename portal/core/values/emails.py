"""E-mail addresses: one writing kept, one sent, by the rules of international domains of today (IDNA 2008).

Kept as people read it (`paul@société.fr`); handed to servers and calendars as they want it (`paul@xn--socit-esab.fr`).
"""

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.values import typed_text

LONGEST = 254
SCHEME = "mailto:"


class EmailError(ValueError):
    """What is no address that mail can be sent to."""


def kept(address: str) -> str:
    """The one writing of an address: its domain in small letters, those of its own language, whatever was typed.

    Raises `EmailError` for a domain that nobody can own.
    """
    name, domain = _parts(address)
    if domain.isascii() and "xn--" not in domain:
        return f"{name}@{domain}"
    try:
        return f"{name}@{idna.decode(_ascii(domain))}"
    except UnicodeError as error:
        raise EmailError("not a domain") from error


def for_sending(address: str) -> str:
    """The address for a server: its domain in ASCII. Raises `EmailError` for a domain that nobody can own."""
    name, domain = _parts(address)
    return f"{name}@{domain if domain.isascii() else _ascii(domain)}"


def same(one: str, other: str) -> bool:
    """Whether two writings are one address; capital letters make no other."""
    try:
        return bool(one and other) and for_sending(one).casefold() == for_sending(other).casefold()
    except EmailError:
        return False


def _parts(address: str) -> tuple[str, str]:
    name, _at, domain = _bare(typed_text.one_line(address).strip()).rpartition("@")
    return name, domain.lower()


def _bare(address: str) -> str:
    return address[len(SCHEME) :] if address[: len(SCHEME)].lower() == SCHEME else address


def _ascii(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError as error:
        raise EmailError("not a domain") from error


class EmailFormField(forms.EmailField):
    """An address in any writing, a copied `mailto:` included; its clean value is the one that is kept."""

    default_error_messages = {"invalid": _("Cette adresse e-mail n’est pas valide. Exemple : prenom.nom@exemple.fr")}

    def __init__(self, **kwargs):
        kwargs["max_length"] = min(kwargs.get("max_length") or LONGEST, LONGEST)
        super().__init__(**kwargs)

    def to_python(self, value):
        return _bare(super().to_python(value))

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return value
        try:
            address, sent = kept(value), for_sending(value)
            validate_email(sent)
        except (EmailError, ValidationError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if len(sent) > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class EmailField(models.EmailField):
    """Django's column, whose forms read addresses as above."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": EmailFormField, **kwargs})
