"""What the portal answers: messages after an action."""

from django.contrib.messages import DEBUG, ERROR, INFO, SUCCESS, WARNING

TONE_OF_LEVEL = {DEBUG: "neutral", INFO: "info", SUCCESS: "success", WARNING: "warning", ERROR: "danger"}
ICON_OF_LEVEL = {
    DEBUG: "info-circle",
    INFO: "info-circle",
    SUCCESS: "circle-check",
    WARNING: "alert-triangle",
    ERROR: "alert-circle",
}


def toasts(context):
    """The messages of the request, heard by screen readers; empties the store, so a layout shows them once."""
    waiting = context.get("messages") or ()
    return {
        "notes": [
            {
                "text": message,
                "tone": TONE_OF_LEVEL.get(message.level, "info"),
                "icon": ICON_OF_LEVEL.get(message.level, "info-circle"),
            }
            for message in waiting
        ]
    }


def register_with(register) -> None:
    register.inclusion_tag("components/toasts.html", takes_context=True)(toasts)
