"""Rules of a sale that need no database; each returns why it refuses, in a sentence."""

import unicodedata
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from contracts.sales.enums import MISSED_CALLS, CallOutcome
from portal.core.values import dates

IN_A_NAME = " \u00a0-'’.,·"
ADULT_YEARS = 18
OLDEST_YEARS = 120
START_WITHIN_DAYS = 365
CALLS_BEFORE_UNREACHABLE = 3
NOON = 13


def name_problem(name: str) -> str:
    """Return why this cannot be a person's name (it is printed and read aloud), or an empty string."""
    letters = [sign for sign in name if unicodedata.category(sign)[0] in "LM"]
    if not letters or any(sign not in letters and sign not in IN_A_NAME for sign in name):
        return _("Un nom s’écrit en lettres, comme sur une pièce d’identité.")
    return ""


def birth_date_problem(born: date, today: date) -> str:
    """Return why nobody born on this day can sign, or an empty string."""
    if born > today:
        return _("Cette date est dans le futur.")
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if age < ADULT_YEARS:
        return _("Le client doit être majeur pour signer.")
    if age > OLDEST_YEARS:
        return _("Vérifiez l’année : cette date donne plus de 120 ans.")
    return ""


def start_date_problem(start: date, today: date) -> str:
    """Return why a contract cannot start on this day, or an empty string."""
    if start < today:
        return _("La date de début est déjà passée.")
    if start > today + timedelta(days=START_WITHIN_DAYS):
        return _("La date de début est à plus d’un an.")
    return ""


def letter_problem(contract, sent_on: date, today: date) -> str:
    """Return why a letter of withdrawal does not count; its sending date decides (L221-21)."""
    signed_at, deadline = contract.signed_at, contract.withdrawal_deadline
    if sent_on > today:
        return _("La date d’envoi est dans le futur.")
    if signed_at and sent_on < signed_at.astimezone(dates.PARIS).date():
        return _("La lettre a été envoyée avant la signature du contrat.")
    begun_on = contract.created_at.astimezone(dates.PARIS).date()
    if sent_on < begun_on:
        day = dates.long_date(begun_on)
        return _("Ce contrat n’existait pas encore : il a été commencé le %(day)s.") % {"day": day}
    if deadline and sent_on > deadline.astimezone(dates.PARIS).date():
        return _("Le délai de rétractation s’est terminé le %(day)s.") % {"day": dates.long_date(deadline)}
    return ""


def proposes_unreachable(missed_days: set[date]) -> bool:
    """Return whether there were calls without an answer on three different days (S12)."""
    return len(missed_days) >= CALLS_BEFORE_UNREACHABLE


def next_call(calls: list[tuple[datetime, str]], now: datetime) -> str:
    """Return what to do next about a client, from calls so far: times in Paris, outcomes, newest first (S12)."""
    if not calls:
        return _("Premier appel à faire")
    at, outcome = calls[0]
    if outcome == CallOutcome.CONFIRMED:
        return _("Le client a confirmé : validez")
    if outcome == CallOutcome.CALL_BACK:
        return _("À rappeler")
    if outcome == CallOutcome.WRONG_NUMBER:
        return _("Demandez le bon numéro au conseiller")
    if proposes_unreachable({day.date() for day, result in calls if result in MISSED_CALLS}):
        return _("Manqué trois jours : vous pouvez le déclarer injoignable")
    if at.date() == now.astimezone(dates.PARIS).date():
        again = dates.add_working_days(at.date(), 1)
        return _("Déjà essayé aujourd’hui : réessayez le %(day)s") % {"day": f"{again:%d/%m}"}
    return _("Réessayez plutôt l’après-midi") if at.hour < NOON else _("Réessayez plutôt le matin")
