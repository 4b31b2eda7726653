"""The brand in mails and printed documents, whose templates have no context of a page."""

import base64

from django import template
from django.conf import settings
from django.urls import reverse

from portal.brand import logos
from portal.brand.current import Face, face
from portal.documents import files
from portal.documents.models import StoredFile

register = template.Library()


@register.simple_tag
def brand_face() -> Face:
    """Return the brand."""
    return face()


@register.simple_tag
def brand_logo_address() -> str:
    """Return the logo's address in full, for mails; empty without a logo."""
    shown = face()
    return settings.PUBLIC_BASE_URL + reverse("brand:logo", args=[shown.version]) if shown.logo_id else ""


@register.simple_tag
def brand_logo_inside() -> str:
    """Return the logo as a `data:` address, for printed documents; empty without a logo."""
    stored = StoredFile.objects.filter(pk=face().logo_id).first() if face().logo_id else None
    if stored is None:
        return ""
    content = files.read(stored)
    return f"data:{logos.content_type(content)};base64,{base64.b64encode(content).decode()}"


@register.filter
def shade(colours: dict, which: str) -> str:
    """Return a colour of the palette by name; in the light theme, or with ` dark` behind the name in the dark one."""
    name, _space, theme = which.partition(" ")
    return colours[name][theme == "dark"]
