"""Rules of meetings that need no database: valid hours, and three distinct choices."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.core.values import dates

FURTHEST_DAYS = 365
SATURDAY = 5
LONGEST = timedelta(hours=12)
OPENS, CLOSES, STEP = time(9), time(18), timedelta(minutes=30)  # the grid of a week
EARLIEST, LATEST = time(7), time(21)  # whatever is typed


@dataclass(frozen=True)
class Proposal:
    """One date to propose, and its expert."""

    start: datetime
    end: datetime
    expert: object

    @property
    def minutes(self) -> int:
        return (self.end - self.start) // timedelta(minutes=1)


def moment_in_paris(day: date, hour: time) -> datetime:
    """Return this hour on this day in Paris; raise `ValueError` with a sentence when clocks change within it."""
    moment = datetime.combine(day, hour, tzinfo=dates.PARIS)
    other = moment.replace(fold=1)
    if moment.utcoffset() != other.utcoffset():
        raise ValueError(_("L’heure change cette nuit-là : choisissez une autre heure."))
    return moment


def day_off_notice(day: date) -> str:
    """Return a note about a future day off, with the next working day; empty for a working day.

    It is a warning, not an error: a fair may well be on a Sunday, and the team's week shows such days.
    """
    if day < dates.today() or dates.is_working_day(day):
        return ""
    words = {"day": day_in_words(day), "next": day_in_words(dates.next_working_day(day))}
    if day.weekday() < SATURDAY:
        return _("Le %(day)s est un jour férié. Le prochain jour ouvré est le %(next)s.") % words
    return _("Le %(day)s n’est pas un jour ouvré. Le prochain est le %(next)s.") % words


def slot_problem(start: datetime, end: datetime, now: datetime) -> str:
    """Return why nobody can meet then, or an empty string."""
    if end <= start:
        return _("La fin doit suivre le début.")
    if end - start > LONGEST:
        return _("Un rendez-vous dure douze heures au plus.")
    if start <= now:
        return _("Ce créneau est déjà passé.")
    if start > now + timedelta(days=FURTHEST_DAYS):
        return _("Ce créneau est à plus d’un an.")
    if not _is_within(start, end, EARLIEST, LATEST):
        return _("Un rendez-vous se tient entre 7 h et 21 h, heure de Paris.")
    return ""


def hours_problem(start: datetime, end: datetime) -> str:
    """Return why a slot is none of the grid, or an empty string: working days, half hours, working hours."""
    local = start.astimezone(dates.PARIS)
    if not dates.is_working_day(local.date()):
        return _("Ce jour n’est pas un jour ouvré.")
    if local.minute % 30 or local.second or not _is_within(start, end, OPENS, CLOSES):
        return _("Ce créneau est hors des heures de travail : de 9 h à 18 h.")
    return ""


def _is_within(start: datetime, end: datetime, first: time, last: time) -> bool:
    start, end = start.astimezone(dates.PARIS), end.astimezone(dates.PARIS)
    return start.date() == end.date() and start.time() >= first and end.time() <= last


def three_choices_problem(slots: list[tuple[datetime, datetime, int]]) -> str:
    """Return why these (start, end, key of the expert) are not three choices, or an empty string (D8)."""
    if len(slots) != 3:
        return _("Proposez exactement trois créneaux.")
    if len({start for start, _end, _expert in slots}) < 3:
        return _("Deux créneaux sont identiques : proposez trois moments différents.")
    ordered = sorted(slots)
    for position, (_start, end, expert) in enumerate(ordered):
        if any(expert == other and start < end for start, _end, other in ordered[position + 1 :]):
            return _("Deux créneaux du même intervenant se chevauchent.")
    return ""


def in_words(start: datetime, end: datetime) -> str:
    """Return `mardi 1er décembre 2026, de 10 h 00 à 11 h 30 (heure de Paris)`."""
    first, last = start.astimezone(dates.PARIS), end.astimezone(dates.PARIS)
    return _("%(day)s, de %(from)s à %(to)s (heure de Paris)") % {
        "day": day_in_words(first),
        "from": hour_in_words(first),
        "to": hour_in_words(last),
    }


def day_in_words(moment: datetime | date) -> str:
    """Return `mardi 1er décembre 2026`."""
    day = moment.astimezone(dates.PARIS).date() if isinstance(moment, datetime) else moment
    return f"{WEEKDAYS[day.weekday()]} {dates.long_date(day)}"


def hour_in_words(moment: datetime) -> str:
    """Return `10 h 05` in French; `10:05` in English."""
    moment = moment.astimezone(dates.PARIS)
    return _("%(hour)s h %(minutes)s") % {"hour": moment.hour, "minutes": f"{moment:%M}"}
