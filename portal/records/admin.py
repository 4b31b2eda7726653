"""The administration of records."""


class RecordFormAdmin:
    """Mixin, before a `ModelAdmin`, for a form that is a `RecordForm`: the page draws `version` as a hidden field."""

    def get_form(self, request, obj=None, change=False, **options):
        """Leave out `version`, which the form declares and the model does not let anybody edit."""
        if options.get("fields"):
            options["fields"] = [name for name in options["fields"] if name != "version"]
        return super().get_form(request, obj, change=change, **options)
