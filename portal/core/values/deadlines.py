"""Deadlines in the words people use: « Répondre avant lundi 10 h », « En retard depuis mercredi »."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portal.core.values import dates

DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NEAR = 6  # days within which the name of a day can mean no other one


def late_since(until: datetime) -> str:
    """Return since when something is late: an hour of today, the day before, the day of this week, a date.

    What ended with a day is late since the next one.
    """
    first = until + timedelta(seconds=1)
    local = first.astimezone(dates.PARIS)
    days = (dates.today() - local.date()).days
    if not days:
        since = _hour(local) if local.hour or local.minute else _("aujourd’hui")
    elif days == 1:
        since = _("hier")
    else:
        since = _weekday(local) if days <= NEAR else _("le %(date)s") % {"date": dates.day_and_month(first)}
    return _("En retard depuis %(since)s") % {"since": since}


def answer_before(until: datetime) -> str:
    """Return by when one has to answer; at the end of a day its hour goes without saying."""
    local = until.astimezone(dates.PARIS)
    days = (local.date() - dates.today()).days
    if days > NEAR:
        return _("Répondre avant le %(date)s") % {"date": dates.day_and_month(until)}
    day = _("demain") if days == 1 else _weekday(local) if days else ""
    if (local.hour, local.minute) == (23, 59):
        return _("Répondre %(day)s au plus tard") % {"day": day or _("aujourd’hui")}
    return _("Répondre avant %(moment)s") % {"moment": f"{day} {_hour(local)}".strip()}


def _weekday(local: datetime) -> str:
    return (ENGLISH_DAYS if dates.in_english() else DAYS)[local.weekday()]


def _hour(local: datetime) -> str:
    """Return `10 h`, `10 h 30`; in English `10:00`."""
    if dates.in_english():
        return f"{local:%H:%M}"
    return f"{local.hour}\N{NO-BREAK SPACE}h" + (f"\N{NO-BREAK SPACE}{local:%M}" if local.minute else "")
