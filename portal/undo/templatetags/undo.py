"""`Annuler` on the page of a record."""

from django import template

from portal.undo.commands import COMMANDS, open_for

register = template.Library()


@register.inclusion_tag("undo/_in_timeline.html", takes_context=True)
def undo_form(context, row, since):
    """The form that undoes the reader's last act on `row`; nothing once its time has passed (`since` it changed)."""
    request = context["request"]
    reversal = open_for(row, request.user, since=since)
    label = COMMANDS.held[reversal.command].label if reversal else ""
    return {"reversal": reversal, "label": label, "csrf_token": context["csrf_token"], "row": row}
