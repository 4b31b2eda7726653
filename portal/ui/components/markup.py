"""HTML written in Python: as Django's `format_html`, several times as fast, for what a page holds dozens of."""

from html import escape

from django.utils.safestring import SafeString


def html(template: str, *values) -> SafeString:
    """`template` with each `{}` filled in: a text is escaped, HTML is taken as it is."""
    return SafeString(template.format(*map(escaped, values)))


def escaped(value) -> str:
    """As `conditional_escape`, without its care for lazy texts: they are told here and now."""
    return value if hasattr(value, "__html__") else escape(str(value))
