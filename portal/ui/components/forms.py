"""Components of forms. Fields come from Django's renderer (`templates/django/forms/field.html`)."""

from functools import lru_cache

from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.core.values.pasted_number import LONGEST_PASTE

MANY_EMPTY = 3


def field(bound_field: BoundField) -> SafeString:
    """The group of one field: label, help, control, errors."""
    return bound_field.as_field_group()


def error_summary(form):
    """All errors on top, each a link to its field; empty without errors. Several forms: call it for each.

    Fields left empty are named on one line when there are more than two, instead of a sentence each.
    """
    at_large = form.non_field_errors() if form.is_bound else ()
    fields = [form[name] for name in form.errors if name in form.fields] if form.is_bound else []
    empty = [bound for bound in fields if _is_empty(bound)]
    empty = empty if len(empty) >= MANY_EMPTY else []
    in_fields = [(bound, error) for bound in fields if bound not in empty for error in bound.errors]
    count = len(at_large) + len(empty) + len(in_fields)
    return {"form_errors": at_large, "empty_fields": empty, "field_errors": in_fields, "count": count}


def _is_empty(bound_field: BoundField) -> bool:
    """Return whether all that is wrong with a visible field is that nothing is in it."""
    return not bound_field.is_hidden and all(error.code == "required" for error in bound_field.errors.as_data())


def choice_cards(bound_field: BoundField, *, details=None):
    """A radio field whose options are cards.

    `details` maps `str(value)` to an object or dict with `hint` (a line under the label) and `aside` (a price).
    """
    details = details or {}
    options = [
        {"radio": radio, "detail": details.get(str(radio.data["value"]), {})}
        for radio in bound_field
        if radio.data["value"] not in ("", None)
    ]
    return {"field": bound_field, "options": options}


def code_input(bound_field: BoundField):
    """One wide box for a six-digit code; phones offer the code they just received. A whole SMS may be pasted there."""
    widget = bound_field.field.widget
    widget.attrs.update(
        {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": str(LONGEST_PASTE),
            "spellcheck": "false",
            "autocapitalize": "off",
        }
    )
    return {"field": bound_field}


def filter_bar(form, *, reset_url="", label="") -> SafeString:
    """A GET form on one line: its first field is the search. `reset_url` shows the way back to everything.

    The class of `form` alone decides what it offers: while nothing is typed, it is drawn once for each language.
    """
    if any(form.data.get(name) for name in form.fields):
        return _filter_bar(form, reset_url, label)
    return _untouched_bar(type(form), reset_url, str(label), get_language())


@lru_cache(maxsize=50)
def _untouched_bar(form_class, reset_url: str, label: str, language: str) -> SafeString:
    return _filter_bar(form_class(), reset_url, label)


def _filter_bar(form, reset_url: str, label: str) -> SafeString:
    return render_to_string("components/filter_bar.html", {"form": form, "reset_url": reset_url, "label": label})


def register_with(register) -> None:
    register.simple_tag(field)
    register.simple_tag(filter_bar)
    register.inclusion_tag("components/error_summary.html")(error_summary)
    register.inclusion_tag("components/choice_cards.html")(choice_cards)
    register.inclusion_tag("components/code_input.html")(code_input)
