"""How forms look and what they read, wherever they come from: our bound field and templates for Django's own groups.

What is typed in a field of text is taken without invisible signs (`values.typed_text`), passwords as they are.
Nothing here touches the widgets' classes, so the stock admin, which shares the renderer, keeps its look.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from portal.core.values import typed_text
from portal.ui.missing import name_what_is_missing

NUL = "\0"  # nobody pastes one: Django refuses it
CHECKS = (forms.CheckboxInput,)


class PortalBoundField(BoundField):
    """A bound field with what its group template needs. `aria-invalid` and `aria-describedby` are Django's own."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        name_what_is_missing(field, self.label)

    @property
    def data(self):
        """Return the submitted value, without invisible characters."""
        sent, widget = super().data, self.field.widget
        if not isinstance(sent, str) or NUL in sent:
            return sent
        if isinstance(widget, forms.Textarea):
            return typed_text.several_lines(sent)
        return typed_text.one_line(sent) if isinstance(widget, forms.TextInput) else sent

    @property
    def is_check(self) -> bool:
        """Return whether the label follows its box."""
        return isinstance(self.field.widget, CHECKS)

    @property
    def is_optional(self) -> bool:
        """Return whether the label says "optional"; never for boxes, as an unticked box is an answer."""
        return not (self.field.required or self.field.disabled or self.is_check or self.asked_sometimes)

    @property
    def asked_sometimes(self) -> bool:
        """Return whether another answer decides if this field is required: its help says when."""
        return getattr(self.field, "asked_sometimes", False)

    @property
    def name_in_summary(self) -> str:
        """The label before a colon: a box's label is a sentence of its own, which ends with a point."""
        return str(self.label).removesuffix(".")

    @property
    def error_target(self) -> str:
        """The id an error's link leads to: the control, or the group's first choice."""
        if self.use_fieldset and isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    bound_field_class = PortalBoundField
    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
