"""Three dates in one form (D8): day, hour, length and expert of each, checked while typing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.day import DayField
from presales.meetings import queries, rules
from presales.meetings.rules import Proposal, moment_in_paris, slot_problem, three_choices_problem

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
    expert = PersonField(label=_("Intervenant"), queryset=None, empty_label=_("Choisissez…"))

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts
        self.use_required_attribute = False

    @property
    def day_off(self) -> str:
        return self.fields["day"].notice(self["day"].value())

    def clean(self):
        values = super().clean()
        day, hour = values.get("day"), values.get("hour")
        if not day or hour is None or not values.get("minutes"):
            return values
        try:
            start = moment_in_paris(day, time(hour.hour, hour.minute))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        end = (start.astimezone(UTC) + timedelta(minutes=values["minutes"])).astimezone(dates.PARIS)
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
    """The three forms as one: errors of each stand at it, errors of all three on top."""

    def __init__(self, data=None, *, presenter=None):
        self.is_bound = data is not None
        self.problem = ""
        initial = {"expert": presenter.pk} if presenter else {}
        self.forms = [
            SlotForm(data, prefix=f"creneau{rank}", experts=queries.experts(), initial=initial)
            for rank in range(1, COUNT + 1)
        ]

    def is_valid(self) -> bool:
        if not self.is_bound or sum(not form.is_valid() for form in self.forms):
            return False  # all are required: each shows its own errors
        choices = [(each.start, each.end, each.expert.pk) for each in self.proposals]
        self.problem = three_choices_problem(choices)
        for form, proposal in zip(self.forms, self.proposals, strict=True):
            taken = queries.busy(start=proposal.start, end=proposal.end, experts=[proposal.expert]).first()
            if taken:
                sentence = gettext("%(expert)s est déjà pris : %(slot)s.")
                form.add_error(None, sentence % {"expert": proposal.expert.get_full_name(), "slot": taken.in_words})
        return not self.problem and all(form.is_valid() for form in self.forms)

    @property
    def faults(self) -> list[tuple[Fault, str]]:
        """Return every error of a single date, for the summary on top of the page."""
        return [fault for rank, form in enumerate(self.forms, start=1) for fault in _faults(rank, form)]

    @property
    def problems(self) -> list[str]:
        """Return the errors of the three dates together."""
        return [self.problem] if self.problem else []

    @property
    def fault_count(self) -> int:
        return len(self.faults) + bool(self.problem)

    @property
    def proposals(self) -> list[Proposal]:
        return [form.cleaned_data["proposal"] for form in self.forms]


def _faults(rank: int, form: SlotForm) -> Iterator[tuple[Fault, str]]:
    slot = gettext("Créneau %(rank)s") % {"rank": rank}
    for error in form.non_field_errors() if form.is_bound else ():
        yield Fault(slot, form["day"].id_for_label), error
    for field in form:
        for error in field.errors:
            yield Fault(f"{slot}, {field.label}", field.error_target), error
