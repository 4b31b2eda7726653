"""The `?` of a page: leads to the article about it, when there is one for its reader."""

from django import template

from portal.help import articles

register = template.Library()


@register.inclusion_tag("help/_page_help.html", takes_context=True)
def page_help(context):
    """A link to the article about the page of this request; nothing elsewhere."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    return {"article": articles.for_page(match.view_name, user) if match and user else None}
