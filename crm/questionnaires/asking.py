"""Shared parts of the pages that ask a questionnaire: which question comes, how far one is, saving an answer."""

from dataclasses import dataclass

from django.contrib import messages
from django.utils.translation import gettext as _

from crm.questionnaires import actions, rules
from crm.questionnaires.forms import QuestionForm
from crm.questionnaires.models import Response


@dataclass(frozen=True)
class Asked:
    """One question of a questionnaire; `number` counts from 1."""

    question: dict
    number: int
    total: int

    @property
    def previous_url(self) -> str:
        return f"?question={self.number - 1}" if self.number > 1 else ""

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def asked(response: Response, wanted: str) -> Asked | None:
    """Return the question called for by its number, else the first one without an answer; None when all are given."""
    questions = rules.questions_of(response.version.definition)
    total = len(questions)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 and 1 <= int(wanted) <= total:
        return Asked(questions[int(wanted) - 1], int(wanted), total)
    if wanted == "fin":
        return None
    for number, question in enumerate(questions, start=1):
        if not response.answers.get(question["id"]):
            return Asked(question, number, total)
    return None


def form_for(request, response: Response, each: Asked) -> QuestionForm:
    data = request.POST if request.method == "POST" else None
    chosen = response.answers.get(each.question["id"], [])
    return QuestionForm(data, question=each.question, chosen=chosen, revision=response.revision)


def save(request, response: Response, each: Asked, form: QuestionForm) -> None:
    """Save an answer; say so when another device had changed it meanwhile."""
    agrees = actions.answer(
        response=response, question=each.question["id"], chosen=form.chosen, seen=form.cleaned_data.get("seen") or 0
    )
    if not agrees:
        told = _("Réponse modifiée sur un autre appareil. Votre réponse la remplace.")
        messages.warning(request, told)


def recap(response: Response) -> list[dict]:
    """Return each question with its answer in words, to read before the end."""
    rows = []
    for number, question in enumerate(rules.questions_of(response.version.definition), start=1):
        chosen = response.answers.get(question["id"], [])
        labels = [option["label"] for option in question["options"] if option["id"] in chosen]
        rows.append({"number": number, "text": question["text"], "answer": ", ".join(labels)})
    return rows
