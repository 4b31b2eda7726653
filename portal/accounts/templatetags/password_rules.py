"""The rules of passwords, shown before one is typed."""

from django import template

from portal.accounts import passwords

register = template.Library()


@register.inclusion_tag("accounts/_rules.html")
def password_rules():
    return {"rules": passwords.rules()}
