"""Steps of the team (D7, D11, D12); dates are proposed in `proposing`."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.ui.steps import Step, form_page, step_page
from presales.meetings import queries as meetings
from presales.requests.actions import handing, handling
from presales.requests.actions import video as link_actions
from presales.requests.forms import HandoverForm, QuestionForm, ReasonForm, VideoForm
from presales.requests.views.scope import place_of, request_for, request_to

QUESTION = Step(
    title=gettext_lazy("Demander des informations"),
    text=gettext_lazy(
        "Le partenaire reçoit votre question par e-mail. Le délai de l’équipe s’arrête jusqu’à sa réponse."
    ),
    button=gettext_lazy("Envoyer la question"),
    icon="send",
    done=gettext_lazy("La question part par e-mail. Le délai de l’équipe est en pause."),
)
VIDEO = Step(
    title=gettext_lazy("Lien de la visio"),
    text=gettext_lazy("Si le rendez-vous est fixé, chacun reçoit le lien par e-mail et son agenda est mis à jour."),
    button=gettext_lazy("Enregistrer"),
    icon="check",
    done=gettext_lazy("Le lien de la visio est enregistré."),
)
REFUSAL = Step(
    title=gettext_lazy("Refuser la demande"),
    text=gettext_lazy("Le partenaire est prévenu par e-mail et lit le motif sur la demande."),
    button=gettext_lazy("Refuser la demande"),
    icon="circle-x",
    done=gettext_lazy("La demande est refusée, le partenaire est prévenu."),
    danger=True,
)


@requires(Permission.PRESALES_HANDLE)
@require_POST
def acceptance(request, pk):
    """`Accepter la demande`."""
    item = request_for(request.user, pk)
    handling.accept(request=item, by=request.user)
    messages.success(request, _("Vous suivez maintenant cette demande : proposez trois dates."))
    return redirect(item)


@requires(Permission.PRESALES_HANDLE)
@require_POST
def takeover(request, pk):
    """`Reprendre`: the reader follows the request instead of a colleague."""
    item = request_for(request.user, pk)
    _refuse_if_overtaken(request, item)
    handing.assign(request=item, to=request.user, by=request.user)
    messages.success(request, _("Vous suivez maintenant cette demande."))
    return redirect(item)


@requires(Permission.PRESALES_HANDLE)
@require_http_methods(["GET", "POST"])
def handover(request, pk):
    """`Confier à…`: a colleague follows the request and keeps its dates."""
    item = request_for(request.user, pk)
    if problem := handing.handing_problem(item, request.user):
        raise Refused(item, problem)
    _refuse_if_overtaken(request, item)
    colleagues = meetings.experts().exclude(pk__in=[item.handler_id, request.user.pk])
    kept = handing.dates_handed(item)
    form = HandoverForm(
        request.POST if request.method == "POST" else None, colleagues=colleagues, busy=handing.busy_then(kept)
    )
    if form.is_valid() and _handed(item, form, by=request.user):
        name = form.cleaned_data["to"].get_full_name()
        messages.success(request, _("La demande est confiée à %(name)s.") % {"name": name})
        return redirect(item)
    context = {"item": item, "kept": kept, "is_alone": not form.fields["to"].queryset.exists()}
    return form_page(request, form, "presales/requests/handover.html", context)


def _refuse_if_overtaken(request, item) -> None:
    """Refuse when the handler changed since the page was shown."""
    seen = request.POST.get("followed_by")
    if seen is not None and item.handler and seen != str(item.handler_id):
        raise Refused(item, handing.overtaken(item))


def _handed(item, form: HandoverForm, *, by) -> bool:
    """Return whether the colleague has it; a busy colleague is an error at the field, and another may be chosen."""
    to = form.cleaned_data["to"]
    if problem := handing.entrusting_problem(item, to, by):
        form.add_error("to", problem)
        return False
    handing.entrust(request=item, to=to, by=by)
    return True


@requires(Permission.PRESALES_HANDLE)
@require_http_methods(["GET", "POST"])
def video(request, pk):
    """Give or change the link of the video meeting."""
    item = request_for(request.user, pk)
    if not item.may_have_video:
        raise Refused(item, _("Le lien ne peut plus changer : le rendez-vous n’est pas une visio à venir."))
    form = VideoForm(request.POST if request.method == "POST" else None, initial={"video_link": item.video_link})
    act = partial(link_actions.change_link, request=item, by=request.user)
    return step_page(request, VIDEO, place_of(item), act, form=form)


@requires(Permission.PRESALES_HANDLE)
@require_http_methods(["GET", "POST"])
def question(request, pk):
    """Ask the partner for information (D11)."""
    item = request_to("ask_info", request.user, pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    return step_page(
        request, QUESTION, place_of(item), partial(handling.ask_info, request=item, by=request.user), form=form
    )


@requires(Permission.PRESALES_HANDLE)
@require_http_methods(["GET", "POST"])
def refusal(request, pk):
    """`Refuser la demande`, with a reason (D12)."""
    item = request_to("refuse", request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return step_page(
        request, REFUSAL, place_of(item), partial(handling.refuse, request=item, by=request.user), form=form
    )
