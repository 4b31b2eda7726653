"""Components that show data: facts, history, files, figures."""

from itertools import groupby

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.ui.components import controls, formats
from portal.ui.components.markup import escaped, html
from portal.ui.parts import checked_tone

NOTHING = mark_safe('<span class="faint">—</span>')


def fact(label, value):
    """One line of `{% facts %}`; a missing value is a dash. HTML in Python, as a record's page holds dozens."""
    known = NOTHING if value is None or value == "" else value
    return html('<div class="facts__row"><dt>{}</dt><dd>{}</dd></div>', label, known)


def with_unit(text, unit):
    """Return a value with its unit small beside it: `94,80 € / mois`."""
    return html('<span>{}<span class="faint small"> {}</span></span>', text, unit)


def side_by_side(*parts):
    """Return texts or components on one line of a cell."""
    return html("<span>{}</span>", mark_safe(" ".join(map(escaped, parts))))


def timeline(events):
    """A history of events with `at`, `sentence`, `actor_label`, `tone`, `icon` and `reason` (texts may be empty).

    Events stand under their day (Paris); neighbouring ones that are `technical` are folded behind their number.
    """
    days = groupby(events or (), lambda event: event.at.astimezone(dates.PARIS).date())
    return {"days": [(day, _runs(of_the_day)) for day, of_the_day in days]}


def _runs(events) -> list[tuple[bool, list]]:
    """Return neighbouring events with whether they are folded: two technical ones or more."""
    runs = [(technical, list(run)) for technical, run in groupby(events, lambda e: getattr(e, "technical", False))]
    return [(technical and len(run) > 1, run) for technical, run in runs]


def stat(*, label, value, hint="", href="", tone=""):
    """A figure that links somewhere. `tone` highlights a count that should be zero."""
    css = f"stat tone-{checked_tone(tone)}" if tone and str(value) != "0" else "stat"
    inside = html('<span class="stat__label">{}</span> <span class="stat__value">{}</span>', label, value)
    if hint:
        inside = html('{} <span class="stat__hint">{}</span>', inside, hint)
    if href:
        return html('<a href="{}" class="{}">{}</a>', href, css, inside)
    return html('<div class="{}">{}</div>', css, inside)


def progress(*, value, max, label):
    """A progress bar, with its value in words. `value` and `max` are whole numbers."""
    return {"value": int(value), "max": int(max), "label": label}


FILE_ROW = """<div class="file-row">
  <span class="file-row__icon">{}</span>
  <div class="file-row__text">
    <span class="file-row__name">{}</span>
    <span class="faint small">{}</span>
  </div>
  {}
  <a class="button button--secondary button--small" href="{}" download>{}{}<span class="visually-hidden"> {}</span></a>
</div>"""
VIEW_FILE = '<a class="button button--ghost button--small" href="{}">{}<span class="visually-hidden"> {}</span></a>'


def file_row(*, name, url, kind="", size=None, at=None, view_url="", icon="file-text"):
    """A document and its download link. `size` in bytes; `view_url` shows it in the browser."""
    about = (kind, formats.file_size(size) if size else "", formats.at_time(at) if at else "")
    view = html(VIEW_FILE, view_url, _("Voir"), name) if view_url else ""
    parts = mark_safe(" · ".join(escaped(part) for part in about if part))
    down = controls.icon("download", size="sm")
    return html(FILE_ROW, controls.icon(icon), name, parts, view, url, down, _("Télécharger"), name)


def empty(*, title, text="", icon="inbox", action_label="", action_url="", variant="secondary"):
    """Empty state of a list, with what to do about it; discreet unless it is the whole page."""
    if bool(action_label) != bool(action_url):
        raise ValueError("action_label= and action_url= go together")
    action = {"action_label": action_label, "action_url": action_url, "variant": variant}
    return {"title": title, "text": text, "icon": icon} | action


def countdown(*, until):
    """`jusqu’au 22 nov. 2026 à 14:03`, written by the server; within the hour a script says `9 min 41 s` instead."""
    words = _("jusqu’au %(moment)s") % {"moment": formats.at_time(until)}
    return html('<time class="countdown" datetime="{}" data-countdown>{}</time>', until.isoformat(), words)


def copy_button(*, value, label=""):
    """Copies `value`; shown only with JavaScript."""
    return {"value": value, "label": label}


def pipeline(columns, *, id="tableau", said="", said_tone="info"):
    """A board: columns of `portal.ui.pipeline.Column`, whose cards move by drag, by Alt + arrow or on a page.

    `said` is what came of the last move. The page prints `data-board-token` around a CSRF token and loads
    `js/pipeline.js`; the view of a move answers `X-Board` with this component alone.
    """
    return {"columns": columns, "id": id, "said": said, "said_tone": checked_tone(said_tone)}


def skeleton(*, lines=4):
    """Grey lines while something loads."""
    return {"lines": range(int(lines))}


def register_with(register) -> None:
    for tag in (timeline, progress, empty, copy_button, skeleton, pipeline):
        register.inclusion_tag(f"components/{tag.__name__}.html")(tag)
    for tag in (fact, stat, countdown, file_row):
        register.simple_tag(tag)
