"""Each text a form takes has a length it may not pass: beyond it, a column would answer with an error of the server."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import get_resolver
from django.utils.module_loading import import_string

from portal import settings
from portal.accounts import allauth_forms

OURS = {"portal", "catalog", "crm", "contracts", "presales", "subscriptions"}
CLOSED = (forms.UUIDField, forms.RegexField, forms.JSONField)
NOT_SERVED = ("allauth_forms", "gallery")  # looked at below; made-up data, kept nowhere


def every_form():
    """Forms of ours, found once the addresses have imported every view."""
    assert get_resolver().url_patterns
    waiting, found = [forms.Form, forms.ModelForm], []
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.partition(".")[0] in OURS:
                found.append(each)
    return found


def is_bounded(field: forms.CharField) -> bool:
    return bool(field.max_length) or any(isinstance(each, MaxLengthValidator) for each in field.validators)


def unbounded(fields: dict) -> list[str]:
    texts = {name: field for name, field in fields.items() if isinstance(field, forms.CharField)}
    return [name for name, field in texts.items() if not isinstance(field, CLOSED) and not is_bounded(field)]


def test_every_text_of_our_forms_is_bounded():
    forms_of_pages = [form for form in every_form() if not form.__module__.endswith(NOT_SERVED)]
    found = {form: unbounded(form.base_fields) for form in forms_of_pages}
    assert len(found) > 30
    assert {form.__qualname__: names for form, names in found.items() if names} == {}


def test_every_text_of_the_login_s_forms_is_bounded():
    for path in {**settings.ACCOUNT_FORMS, **settings.MFA_FORMS}.values():
        fields = dict(import_string(path).base_fields)
        allauth_forms.bound_texts(fields)
        assert unbounded(fields) == [], path
        assert issubclass(import_string(path), (allauth_forms.InOurWords, allauth_forms.RefusesCalmly)), path
