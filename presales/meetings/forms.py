"""Three dates in one form (D8): picked on the grid of a week, or typed; one way to send them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField
from presales.meetings import queries, rules
from presales.meetings.rules import Proposal, moment_in_paris, slot_problem, three_choices_problem
from presales.meetings.weeks import end_of

COUNT = 3
LENGTHS = [(30, _("30 min")), (60, _("1 h")), (90, _("1 h 30")), (120, _("2 h")), (180, _("3 h")), (240, _("4 h"))]


class PersonField(forms.ModelChoiceField):
    """People, labelled by their full name."""

    def label_from_instance(self, person) -> str:
        return person.get_full_name()


class MeetingDayField(DayField):
    """Day of a meeting; a note beside the field says when it is no working day.

    The template draws `presales/requests/day_off.html` after it.
    """

    def __init__(self, **kwargs):
        super().__init__(picker=True, **kwargs)
        self.widget.attrs |= {
            "hx-get": reverse_lazy("presales:day_off"),
            "hx-trigger": "change",
            "hx-target": "next [data-day-off]",
            "hx-swap": "innerHTML",
        }

    def notice(self, value) -> str:
        """Return the note about the day in the field, if any."""
        try:
            return rules.day_off_notice(self.clean(value or ""))
        except ValidationError:
            return ""


class ExpertField(forms.TypedChoiceField):
    """One of the experts that the page has read once, for all of its fields."""

    default_error_messages = {"invalid_choice": _("Choisissez quelqu’un de l’équipe avant-vente.")}

    def offer(self, people) -> None:
        known = {str(person.pk): person for person in people}
        self.choices = [("", _("Choisissez…")), *((key, each.get_full_name()) for key, each in known.items())]
        self.coerce = known.__getitem__


class SlotForm(forms.Form):
    """Form of one of the three dates."""

    day = MeetingDayField(label=_("Jour"))
    hour = forms.TimeField(
        label=_("Heure de début"),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M"),
        error_messages={"invalid": _("Heure invalide. Format attendu : 14:30.")},
    )
    minutes = forms.TypedChoiceField(label=_("Durée"), choices=LENGTHS, coerce=int, initial=60)
    expert = ExpertField(label=_("Intervenant"))

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].offer(experts)
        self.use_required_attribute = False

    @property
    def day_off(self) -> str:
        return self.fields["day"].notice(self["day"].value())

    @property
    def is_blank(self) -> bool:
        """Return whether neither a day nor an hour is given yet."""
        return not (self["day"].value() or self["hour"].value())

    @property
    def picked(self) -> Proposal | None:
        """Return the date as it stands, whether it could be sent or not; None while it is none."""
        try:
            read = {name: field.clean(self[name].value() or "") for name, field in self.fields.items()}
            start = moment_in_paris(read["day"], read["hour"])
        except (ValidationError, ValueError):
            return None
        return Proposal(start, end_of(start, read["minutes"]), read["expert"])

    @property
    def length(self) -> int:
        """Return the minutes as they stand; 0 for what is no length."""
        value = str(self["minutes"].value())
        return int(value) if value.isascii() and value.isdigit() else 0

    @property
    def words(self) -> str:
        """Return the date in words, or what was typed of it."""
        if picked := self.picked:
            return rules.in_words(picked.start, picked.end)
        return " ".join(str(self[name].value() or "") for name in ("day", "hour")).strip()

    @property
    def who(self) -> str:
        picked = self.picked
        return picked.expert.get_full_name() if picked else ""

    def clean(self):
        values = super().clean()
        day, hour = values.get("day"), values.get("hour")
        if not day or hour is None or not values.get("minutes"):
            return values
        try:
            start = moment_in_paris(day, time(hour.hour, hour.minute))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        end = end_of(start, values["minutes"])
        if problem := slot_problem(start, end, dates.now()):
            raise ValidationError(problem)
        if values.get("expert"):
            values["proposal"] = Proposal(start, end, values["expert"])
        return values


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: the date, and the field its link leads to."""

    name_in_summary: str
    error_target: str
    is_hidden: bool = False


class ProposalsForm:
    """The three forms as one: errors of each stand at it, errors of all three on top.

    With `sent`, `data` is to be checked; without, it is what was picked and typed so far (see `proposing`).
    """

    def __init__(self, data: dict, *, experts: list, expert, minutes: int = 60, sent: bool = False):
        self.is_bound = sent
        self.problem = ""
        usual = {"expert": expert.pk, "minutes": minutes}
        self.forms = [self._form(data, f"creneau{rank}", experts, usual) for rank in range(1, COUNT + 1)]

    def _form(self, data: dict, prefix: str, experts: list, usual: dict) -> SlotForm:
        """Return one form; one in which nothing is chosen yet has no errors of its own."""
        given = {name: data[key] for name in SlotForm.base_fields if data.get(key := f"{prefix}-{name}")}
        blank = not ("day" in given or "hour" in given)
        bound = data if self.is_bound and not blank else None
        return SlotForm(bound, prefix=prefix, experts=experts, initial=usual if blank else usual | given)

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        faulty = sum(not form.is_valid() for form in self.forms if form.is_bound)  # each shows its own errors
        if missing := COUNT - self.count:
            sentence = ngettext("Choisissez encore %(count)s date.", "Choisissez encore %(count)s dates.", missing)
            self.problem = sentence % {"count": missing}
        if faulty or missing:
            return False
        self.problem = three_choices_problem([(each.start, each.end, each.expert.pk) for each in self.proposals])
        self.find_conflicts()
        return not self.problem and all(form.is_valid() for form in self.forms)

    def find_conflicts(self) -> None:
        """Say at each date whose expert is busy then that it is taken; the others stay."""
        for form, proposal in zip(self.forms, self.proposals, strict=True):
            taken = queries.busy(start=proposal.start, end=proposal.end, experts=[proposal.expert]).first()
            if taken:
                sentence = gettext("%(expert)s est déjà pris : %(slot)s.")
                form.add_error(None, sentence % {"expert": proposal.expert.get_full_name(), "slot": taken.in_words})

    @property
    def faults(self) -> list[tuple[Fault, str]]:
        """Return every error of a single date, for the summary on top of the page."""
        return [fault for rank, form in enumerate(self.forms, start=1) for fault in _faults(rank, form)]

    @property
    def problems(self) -> list[str]:
        """Return the errors of the three dates together."""
        return [self.problem] if self.problem else []

    @property
    def has_typing_faults(self) -> bool:
        """Return whether a field of « Saisir les dates » is to be corrected."""
        return any(field.errors for form in self.forms for field in form)

    @property
    def picked(self) -> list[Proposal]:
        return [picked for form in self.forms if not form.is_blank and (picked := form.picked)]

    @property
    def count(self) -> int:
        return sum(not form.is_blank for form in self.forms)

    @property
    def proposals(self) -> list[Proposal]:
        return [form.cleaned_data["proposal"] for form in self.forms]


def _faults(rank: int, form: SlotForm) -> Iterator[tuple[Fault, str]]:
    slot = gettext("Créneau %(rank)s") % {"rank": rank}
    for error in form.non_field_errors() if form.is_bound else ():
        yield Fault(slot, f"creneau-{rank}"), error
    for field in form:
        for error in field.errors:
            yield Fault(f"{slot}, {field.label}", field.error_target), error
