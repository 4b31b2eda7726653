"""Picking dates on the grid of a week: what the page of proposals holds between two of its commands.

The three dates stand in the fields of `ProposalsForm`, picked or typed; a command changes them and the page is drawn
again. Nothing is stored before they are sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.values import dates
from presales.meetings import queries, rules, suggesting, weeks
from presales.meetings.forms import COUNT, LENGTHS, ProposalsForm
from presales.meetings.weeks import Grid, HalfDays, Shown

USUAL = 60
COMMANDS = ("choisir", "retirer", "remplir", "montrer", "voir")
FIELDS = ("day", "hour", "minutes", "expert")


@dataclass(frozen=True)
class Wishes:
    """What the partner asked for: a day, half-days, perhaps somebody; and the starts they declined before."""

    day: date
    half_days: HalfDays
    presenter: object = None
    declined: tuple = ()


class Picking:
    """The week, the expert and the length that are shown, and the three dates so far, as they were typed."""

    def __init__(self, data: Mapping, *, wishes: Wishes, usual):
        self.wishes, self.now, self.said, self.problem = wishes, dates.now(), "", False
        self.experts = list(queries.experts()) or [usual]
        by_key = {str(each.pk): each for each in self.experts}
        first_choice = [data.get("intervenant", ""), *(str(each.pk) for each in (wishes.presenter, usual) if each)]
        self.expert = next((by_key[key] for key in first_choice if key in by_key), self.experts[0])
        self.minutes = _minutes(data.get("duree", ""))
        self.monday = weeks.week_in(data.get("semaine", "")) or self._first_week()
        self.day = self._day_in(data.get("montrer") or data.get("jour", ""))
        self.fields = {key: data[key] for key in _keys() if data.get(key)}
        if hasattr(data, "getlist"):
            self._read_links(data.getlist("creneau")[:COUNT], by_key)

    def _first_week(self) -> date:
        """Return the week of the wished day, or of the next working day."""
        today = dates.today()
        wished = self.wishes.day if self.wishes.day >= today else today
        return dates.week_of(dates.next_working_day(wished))

    def _day_in(self, text: str) -> date:
        moment = weeks.moment_of(f"{text}T12:00")
        if moment and dates.week_of(moment.date()) == self.monday:
            return moment.date()
        return weeks.first_day_shown(self.monday, self.wishes.day, dates.today())

    def _read_links(self, texts: list[str], experts: Mapping) -> None:
        """Take the dates that a link to another week carries."""
        for text in texts:
            moment, minutes, expert = [*text.split("~"), "", "", ""][:3]
            start = weeks.moment_of(moment)
            if start and expert in experts:
                self._put(start, _minutes(minutes), experts[expert])

    # --- commands -------------------------------------------------------------------------------

    def run(self, data: Mapping) -> None:
        """Run the command of a button; `said` tells what it did, for those who do not see it."""
        if "choisir" in data:
            self._pick(data["choisir"])
        elif "retirer" in data:
            self._take_back(data["retirer"])
        elif "remplir" in data:
            self._fill()

    def _pick(self, text: str) -> None:
        start = weeks.moment_of(text)
        if start is None:
            self._refuse(_("Ce créneau n’existe pas."))
            return
        for rank, form in enumerate(self.form().forms, start=1):
            picked = None if form.is_blank else form.picked
            if picked and picked.start == start and picked.expert == self.expert:
                self._take_back(str(rank))
                return
        if problem := self._problem(start):
            self._refuse(problem)
        else:
            self.said = self._put(start, self.minutes, self.expert)

    def _refuse(self, sentence: str) -> None:
        self.said, self.problem = sentence, True

    def _problem(self, start: datetime) -> str:
        """Return why the expert shown cannot be proposed then, or an empty string."""
        end, form = weeks.end_of(start, self.minutes), self.form()
        if form.count == COUNT:
            return _("Trois dates sont déjà choisies : retirez-en une.")
        if problem := rules.slot_problem(start, end, self.now) or rules.hours_problem(start, end):
            return problem
        busy = queries.busy(start=start, end=end, experts=[self.expert]).first()
        if busy:
            words = {"expert": self.expert.get_full_name(), "slot": busy.in_words}
            return _("%(expert)s est déjà pris : %(slot)s.") % words
        mine = [each for each in form.picked if each.expert == self.expert]
        if weeks.overlapping(mine, start, end) or any(each.start == start for each in form.picked):
            return _("Ce créneau touche une date déjà choisie.")
        return ""

    def _put(self, start: datetime, minutes: int, expert) -> str:
        """Write a date into the first place that is free; return what to say."""
        rank = next((rank for rank in range(1, COUNT + 1) if not self._is_set(rank)), None)
        if rank is None:
            return ""
        values = (f"{start:%Y-%m-%d}", f"{start:%H:%M}", str(minutes), str(expert.pk))
        self.fields |= {f"creneau{rank}-{name}": value for name, value in zip(FIELDS, values, strict=True)}
        return _("Ajouté : %(slot)s. %(state)s") % {
            "slot": rules.in_words(start, weeks.end_of(start, minutes)),
            "state": self.count_in_words,
        }

    def _is_set(self, rank: int) -> bool:
        return bool(self.fields.get(f"creneau{rank}-day") or self.fields.get(f"creneau{rank}-hour"))

    def _take_back(self, rank: str) -> None:
        self.fields = {key: value for key, value in self.fields.items() if not key.startswith(f"creneau{rank}-")}
        self.said = _("Date retirée. %(state)s") % {"state": self.count_in_words}

    def _fill(self) -> None:
        """Put free slots of the expert into the places that are left."""
        picked, missing = self.form().picked, COUNT - self.form().count
        first, last = suggesting.period(self.wishes.day, dates.today())
        between = {"start": dates.start_of_day(first), "end": dates.end_of_day(last)}
        found = suggesting.suggest(
            wished_on=self.wishes.day,
            half_days=self.wishes.half_days,
            busy=[*queries.busy(**between, experts=[self.expert]), *self.wishes.declined],
            minutes=self.minutes,
            now=self.now,
            count=missing,
            but=frozenset(each.start.date() for each in picked),
        )
        for start in found:
            self._put(start, self.minutes, self.expert)
        if found:
            self.monday, self.day = dates.week_of(found[0].date()), found[0].date()
        self.said = self.count_in_words
        if len(found) < missing:
            sentence = _("%(expert)s n’a pas assez de créneaux libres : choisissez quelqu’un d’autre.")
            self._refuse(sentence % {"expert": self.expert.get_full_name()})

    # --- what the page shows --------------------------------------------------------------------

    lengths = LENGTHS

    @property
    def week(self) -> str:
        return weeks.week_name(self.monday)

    @property
    def count_in_words(self) -> str:
        count = sum(map(self._is_set, range(1, COUNT + 1)))
        return ngettext("%(count)s date sur 3", "%(count)s dates sur 3", max(count, 1)) % {"count": count}

    def form(self, *, sent: bool = False) -> ProposalsForm:
        return ProposalsForm(self.fields, experts=self.experts, expert=self.expert, minutes=self.minutes, sent=sent)

    def grid(self, form: ProposalsForm) -> Grid:
        until = self.monday + timedelta(days=weeks.DAYS)
        between = {"start": dates.start_of_day(self.monday), "end": dates.start_of_day(until)}
        busy = list(queries.busy(**between, experts=[self.expert]))
        shown = Shown(
            self.monday,
            self.day,
            self.minutes,
            busy,
            form.picked,
            self.expert,
            self.wishes.day,
            self.wishes.half_days,
            self.now,
        )
        return weeks.grid_of(shown)

    def week_link(self, form: ProposalsForm, weeks_ahead: int) -> str:
        """Return the query string of another week, which carries the dates picked so far."""
        monday = self.monday + timedelta(days=weeks_ahead * weeks.DAYS)
        held = [("creneau", f"{each.start:%Y-%m-%dT%H:%M}~{each.minutes}~{each.expert.pk}") for each in form.picked]
        shown = [("semaine", weeks.week_name(monday)), ("intervenant", self.expert.pk), ("duree", self.minutes)]
        return f"?{urlencode([*shown, *held])}"


def _keys() -> list[str]:
    return [f"creneau{rank}-{name}" for rank in range(1, COUNT + 1) for name in FIELDS]


def _minutes(text: str) -> int:
    return next((minutes for minutes, _label in LENGTHS if str(minutes) == text), USUAL)
