"""Forms of questionnaires: one question, the end, a version to edit."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.questionnaires import rules
from portal.core.values.pasted_number import LONGEST_PASTE

LONGEST_COMMENT = 2000
LONGEST_OPTIONS = 2000


class StartForm(forms.Form):
    """The key of a new questionnaire, so that a double click begins one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class QuestionForm(forms.Form):
    """One question as radio buttons or check boxes; nothing is ticked beforehand."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)

    def __init__(self, *args, question: dict, chosen: list[str], revision: int, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(option["id"], option["label"]) for option in question["options"]]
        required = {"required": _("Choisissez une réponse.")}
        if question.get("multiple"):
            self.fields["answer"] = forms.MultipleChoiceField(
                label=question["text"],
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                initial=chosen,
                error_messages=required,
            )
        else:
            self.fields["answer"] = forms.ChoiceField(
                label=question["text"],
                choices=choices,
                widget=forms.RadioSelect,
                initial=chosen[0] if chosen else None,
                error_messages=required,
            )
        self.initial["seen"] = revision

    @property
    def chosen(self) -> list[str]:
        answer = self.cleaned_data["answer"]
        return answer if isinstance(answer, list) else [answer]


class CodeForm(forms.Form):
    """The code the client received; it names its challenge, so that an old tab does no harm."""

    challenge = forms.UUIDField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code reçu par SMS"),
        max_length=LONGEST_PASTE,
        error_messages={"required": _("Saisissez les 6 chiffres reçus par SMS.")},
    )


class UnlockForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        error_messages={"required": _("Indiquez le motif : il reste dans l’historique.")},
    )


class FinishForm(forms.Form):
    comment = forms.CharField(
        label=_("Commentaire du conseiller"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LowerForm(forms.Form):
    """A lower profile that the client asks for."""

    to = forms.TypedChoiceField(label=_("Profil souhaité"), coerce=int)

    def __init__(self, *args, profile: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(level, str(level)) for level in range(1, profile)]


class VersionForm(forms.Form):
    """The next version of a questionnaire: each question, and its answers one per line as `libellé = points`."""

    def __init__(self, *args, definition: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.questions = rules.questions_of(definition)
        for number, question in enumerate(self.questions):
            self.fields[f"texte_{number}"] = forms.CharField(
                label=_("Question %(number)s") % {"number": number + 1}, max_length=300, initial=question["text"]
            )
            self.fields[f"reponses_{number}"] = forms.CharField(
                label=_("Réponses de la question %(number)s") % {"number": number + 1},
                help_text=_("Une par ligne : libellé = points."),
                max_length=LONGEST_OPTIONS,
                initial="\n".join(f"{each['label']} = {each['points']}" for each in question["options"]),
                widget=forms.Textarea(attrs={"rows": len(question["options"]) + 1}),
            )

    def rows(self) -> list[tuple]:
        return [(self[f"texte_{n}"], self[f"reponses_{n}"]) for n in range(len(self.questions))]

    def clean(self):
        data = super().clean()
        self.options = {}
        for number, question in enumerate(self.questions):
            written = data.get(f"reponses_{number}")
            if written is None:
                continue
            try:
                self.options[number] = _options(written, question)
            except ValueError as error:
                self.add_error(f"reponses_{number}", str(error))
        return data

    def changed_definition(self) -> dict:
        """Return the definition with what was typed; identifiers of answers stay, so that caps keep their meaning."""
        edited = [
            {**question, "text": self.cleaned_data[f"texte_{number}"], "options": self.options[number]}
            for number, question in enumerate(self.questions)
        ]
        scored = len(self.definition["questions"])
        changed = {**self.definition, "questions": edited[:scored]}
        if "preferences" in self.definition:
            changed["preferences"] = edited[scored:]
        return changed


def _options(written: str, question: dict) -> list[dict]:
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if len(lines) != len(question["options"]):
        raise ValueError(_("Gardez %(count)s réponses.") % {"count": len(question["options"])})
    options = []
    for line, before in zip(lines, question["options"], strict=True):
        label, sign, points = line.rpartition("=")
        if not sign or not label.strip() or not points.strip().isdigit() or int(points) > 100:
            raise ValueError(_("« %(line)s » : écrivez « libellé = points ».") % {"line": line[:60]})
        options.append({"id": before["id"], "label": label.strip()[:200], "points": int(points)})
    return options
