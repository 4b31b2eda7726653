"""Tags for mails, also those of allauth, which lack our context."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mail_portal_name() -> str:
    """Return the portal's name."""
    return settings.PORTAL_NAME


@register.simple_tag
def mail_support() -> str:
    """Return the support address."""
    return settings.SUPPORT_EMAIL


@register.inclusion_tag("messaging/mail/button.html")
def mail_button(label: str, url: str) -> dict:
    """The main button of a mail, with its URL in clear below for mail programs that hide it."""
    return {"label": label, "url": url}


@register.inclusion_tag("messaging/mail/facts.html")
def mail_facts(*pairs: str) -> dict:
    """A small table: label, value, label, value… Pairs without a value are left out."""
    if len(pairs) % 2:
        raise ValueError("mail_facts takes labels and values in turn")
    return {"facts": [pair for pair in zip(pairs[::2], pairs[1::2], strict=True) if pair[1]]}
