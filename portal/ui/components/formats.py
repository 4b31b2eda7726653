"""Filters that format amounts, numbers and dates. Empty values give an empty text."""

from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.values import dates, money, phone
from portal.core.values.kept_words import to_tell

NB = "\u00a0"
MINUTE, HOUR, DAY = 60, 3600, 86400


def euros(value) -> str:
    """Return `1 234,50 €`; empty for no amount."""
    return "" if value in (None, "") else money.format_euros(value)


def percent(value) -> str:
    """Return a rate in percent: `20 %`."""
    return "" if value in (None, "") else money.format_percent(value)


def phone_number(value) -> str:
    """`06 12 34 56 78`."""
    return phone.national(str(value)) if value else ""


def masked_phone(value) -> str:
    """`06 •• •• •• 78`."""
    return phone.masked(str(value)) if value else ""


def siren(value: str | None) -> str:
    """Return `732 829 320`; what is no SIREN stays as it is."""
    if not value or len(value) != 9:
        return value or ""
    return NB.join((value[:3], value[3:6], value[6:]))


def long_date(value: date | None) -> str:
    """`22 novembre 2026`; in English `22 November 2026`."""
    return dates.long_date(value).replace(" ", NB) if value else ""


def short_date(value: date | None) -> str:
    """`22/11/2026`."""
    return f"{_in_paris(value):%d/%m/%Y}" if value else ""


def at_time(value: datetime | None) -> str:
    """`22 nov. 2026 à 14:03`, Paris time; in English `22 Nov 2026 at 14:03`."""
    if not value:
        return ""
    moment = value.astimezone(dates.PARIS)
    return _("%(day)s à %(time)s") % {"day": dates.short_month_date(moment), "time": f"{moment:%H:%M}"}


def hour(value: datetime | None) -> str:
    """`14:03`, Paris time."""
    return f"{value.astimezone(dates.PARIS):%H:%M}" if value else ""


def ago(value: datetime | None) -> str:
    """`il y a 3 h`, `dans 2 jours`; beyond thirty days, the date."""
    if not value:
        return ""
    seconds = (dates.now() - value).total_seconds()
    if abs(seconds) < MINUTE:
        return _("à l’instant")
    if abs(seconds) >= 30 * DAY:
        return _("le %(date)s") % {"date": short_date(value)}
    span = _span(int(abs(seconds))).replace(" ", NB)  # a number and its unit stay on one line
    return (_("il y a %(span)s") if seconds > 0 else _("dans %(span)s")) % {"span": span}


def _span(seconds: int) -> str:
    if seconds < HOUR:
        return _("%(count)s min") % {"count": seconds // MINUTE}
    if seconds < DAY:
        return _("%(count)s h") % {"count": seconds // HOUR}
    days = seconds // DAY
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}


def file_size(value: int | None) -> str:
    """Return `25 Ko`, `1,3 Mo`, in decimal units as file managers show them; empty for no size."""
    if not value:
        return ""
    if value < 1000:
        return _("%(count)s octets") % {"count": value}
    if value < 1_000_000:
        return _("%(count)s Ko") % {"count": round(value / 1000)}
    return _("%(count)s Mo") % {"count": number_format(value / 1_000_000, 1)}


def told(value: str | None) -> str:
    """Return a text that a row stores in French, in the reader's language."""
    return to_tell(value) if value else ""


def _in_paris(value: date | datetime) -> date | datetime:
    return value.astimezone(dates.PARIS) if isinstance(value, datetime) else value


def register_with(register) -> None:
    for name, function in {
        "euros": euros,
        "percent": percent,
        "phone": phone_number,
        "masked_phone": masked_phone,
        "siren": siren,
        "long_date": long_date,
        "short_date": short_date,
        "at_time": at_time,
        "hour": hour,
        "ago": ago,
        "file_size": file_size,
        "told": told,
    }.items():
        register.filter(name, function)
