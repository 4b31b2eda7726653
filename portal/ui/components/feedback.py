"""Messages after an action."""

from django.contrib.messages import DEBUG, ERROR, INFO, SUCCESS, WARNING

TONE_OF_LEVEL = {DEBUG: "neutral", INFO: "info", SUCCESS: "success", WARNING: "warning", ERROR: "danger"}
ICON_OF_LEVEL = {
    DEBUG: "info-circle",
    INFO: "info-circle",
    SUCCESS: "circle-check",
    WARNING: "alert-triangle",
    ERROR: "alert-circle",
}


def undo_of(tags: str | None) -> dict:
    """Return the act that a message offers to undo (`portal.undo.offers`), and until when; empty for most."""
    name, *facts = (tags or "").split()[:3] or [""]
    return {"pk": facts[0], "until": facts[1]} if name == "undo" and len(facts) == 2 else {}


def toasts(context, swap=False):
    """The messages of the request, announced to screen readers; empties the store, so layouts show them once.

    With `swap` they replace those of the page in an answer to htmx, and undoing one replaces the same target again.
    """
    waiting = context.get("messages") or ()
    request = context.get("request")
    return {
        "swap": swap,
        "target": request.htmx.target if swap else "",
        "csrf_token": context.get("csrf_token", ""),
        "path": request.get_full_path() if request else "",
        "notes": [
            {
                "text": message,
                "tone": TONE_OF_LEVEL.get(message.level, "info"),
                "icon": ICON_OF_LEVEL.get(message.level, "info-circle"),
                "undo": undo_of(message.extra_tags),
            }
            for message in waiting
        ],
    }


def register_with(register) -> None:
    register.inclusion_tag("components/toasts.html", takes_context=True)(toasts)
