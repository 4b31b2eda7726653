"""Components that show data: facts, history, files, figures."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from portal.ui.components import formats
from portal.ui.parts import checked_tone

NOTHING = mark_safe('<span class="faint">—</span>')


def fact(label, value):
    """One line of `{% facts %}`; nothing known is a dash. In HTML here, as a file of one record holds dozens."""
    known = NOTHING if value is None or value == "" else value
    return format_html('<div class="facts__row"><dt>{}</dt><dd>{}</dd></div>', label, known)


def timeline(events):
    """A history of events with `at`, `sentence`, `actor_label`, `tone`, `icon` and `reason` (texts may be empty)."""
    return {"events": events}


def stat(*, label, value, hint="", href="", tone=""):
    """A figure that leads somewhere. `tone` colours what should be nought, when it is not."""
    css = f"stat tone-{checked_tone(tone)}" if tone and value else "stat"
    inside = format_html('<span class="stat__label">{}</span> <span class="stat__value">{}</span>', label, value)
    if hint:
        inside = format_html('{} <span class="stat__hint">{}</span>', inside, hint)
    if href:
        return format_html('<a href="{}" class="{}">{}</a>', href, css, inside)
    return format_html('<div class="{}">{}</div>', css, inside)


def progress(*, value, max, label):
    """How far something is, in words too. `value` and `max` are whole numbers."""
    return {"value": int(value), "max": int(max), "label": label}


def file_row(*, name, url, kind="", size=None, at=None, view_url="", icon="file-text"):
    """A document and how to fetch it. `size` in bytes; `view_url` shows it in the browser."""
    return {"name": name, "url": url, "kind": kind, "size": size, "at": at, "view_url": view_url, "icon": icon}


def empty(*, title, text="", icon="inbox", action_label="", action_url=""):
    """What a list says when nothing is in it, and what one can do about it."""
    if bool(action_label) != bool(action_url):
        raise ValueError("action_label= and action_url= go together")
    return {"title": title, "text": text, "icon": icon, "action_label": action_label, "action_url": action_url}


def countdown(*, until):
    """When something ends, written by the server; a script keeps the rest in minutes and seconds."""
    return format_html(
        '<time class="countdown" datetime="{}" data-countdown>{}</time>', until.isoformat(), formats.at_time(until)
    )


def copy_button(*, value, label=""):
    """Copies `value`; shown only where scripts run."""
    return {"value": value, "label": label}


def skeleton(*, lines=4):
    """Grey lines while something loads."""
    return {"lines": range(int(lines))}


def register_with(register) -> None:
    for tag in (timeline, progress, file_row, empty, copy_button, skeleton):
        register.inclusion_tag(f"components/{tag.__name__}.html")(tag)
    for tag in (fact, stat, countdown):
        register.simple_tag(tag)
