"""A value that people write in several ways, as one text field."""

from django import forms
from django.core.exceptions import ValidationError


class WrittenField(forms.CharField):
    """Base of such fields: what is typed is read by `read`, and `prepare_value` shows it again as the French write it.

    A subclass has an `invalid` among its messages, for what `read` refuses.
    """

    def __init__(self, *, attrs: dict[str, str], **kwargs):
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def read(self, text: str):
        """The value of a text that is not empty. Raises `ValueError` for what is none."""
        raise NotImplementedError

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
