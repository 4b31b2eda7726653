"""Steps of the partner: choose a date, ask for others, answer (D9–D11)."""

from functools import partial

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.steps import Step, step_page
from portal.undo.commands import open_for
from portal.undo.offers import offer
from presales.meetings import queries as meetings
from presales.requests.actions import answering
from presales.requests.forms import AnswerForm, ChoiceForm, OtherDatesForm
from presales.requests.views.details import page_of
from presales.requests.views.scope import OTHER_DATES_PAGE, place_of, request_for, request_to

OTHER_DATES = Step(
    title=gettext_lazy("Demander d’autres dates"),
    text=gettext_lazy("Les trois dates proposées seront libérées, et l’équipe avant-vente vous en enverra d’autres."),
    button=gettext_lazy("Demander d’autres dates"),
    icon="send",
    done=gettext_lazy("L’équipe avant-vente est prévenue : elle vous propose d’autres dates."),
)
ANSWER = Step(
    title=gettext_lazy("Transmettre les informations"),
    button=gettext_lazy("Transmettre"),
    icon="send",
    done=gettext_lazy("Vos informations sont transmises à l’équipe avant-vente."),
)


@requires(Permission.OPPORTUNITIES)
@require_POST
def choice(request, pk):
    """`Choisir ce créneau`: the meeting is agreed, and can be undone for some seconds (D9)."""
    item = request_for(request.user, pk)
    form = ChoiceForm(request.POST, slots=meetings.slots_of_round(item))
    if not form.is_valid():
        return render(request, "presales/requests/detail.html", page_of(request, item, form), status=422)
    row = answering.agree(request=item, slot_id=form.cleaned_data["slot"], by=request.user)
    offer(request, _("Le rendez-vous est fixé : l’invitation part par e-mail."), open_for(row, request.user))
    return redirect(row)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def other_dates(request, pk):
    """`Demander d’autres dates` (D10)."""
    item = request_to("ask_again", request.user, pk)
    form = OtherDatesForm(request.POST if request.method == "POST" else None)
    act = partial(answering.ask_again, request=item, by=request.user)
    return step_page(request, OTHER_DATES, place_of(item), act, form=form, template=OTHER_DATES_PAGE)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """Answer the team's question."""
    item = request_to("give_info", request.user, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    question = item.questions.filter(answered_at=None).first()
    return step_page(
        request,
        ANSWER,
        place_of(item),
        partial(answering.give_info, request=item, by=request.user),
        form=form,
        template="presales/requests/answer.html",
        context={"question": question},
    )
