"""HTML written in Python: as Django's `format_html`, several times as fast, for what a page holds dozens of."""

from html import escape

from django.utils.safestring import SafeString


def html(template: str, *values) -> SafeString:
    """Return `template` with each `{}` filled in: texts are escaped, safe HTML is not."""
    return SafeString(template.format(*map(escaped, values)))


def escaped(value) -> str:
    """Escape as `conditional_escape` does, resolving lazy texts at once."""
    return value if hasattr(value, "__html__") else escape(str(value))
