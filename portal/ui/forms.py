"""How forms look, wherever they come from: Django's own field groups with our bound field and templates.

Nothing here touches the widgets' classes, so the stock admin, which shares the renderer, keeps its look.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CHECKS = (forms.CheckboxInput,)


class PortalBoundField(BoundField):
    """A bound field that knows how its group is drawn. `aria-invalid` and `aria-describedby` are Django's own."""

    @property
    def is_check(self) -> bool:
        """Whether the label stands after its box."""
        return isinstance(self.field.widget, CHECKS)

    @property
    def is_optional(self) -> bool:
        """Whether the label says so: an unticked box is an answer, so boxes never do."""
        return not self.field.required and not self.field.disabled and not self.is_check

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
