"""Move a meeting or cancel a request: open to both sides, as the workflow says (D13)."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.steps import Step, step_page
from presales.requests.actions import ending
from presales.requests.enums import Status
from presales.requests.forms import OtherDatesForm, ReasonForm
from presales.requests.views.scope import OTHER_DATES_PAGE, place_of, request_to

CANCELLATION = Step(
    title=_("Annuler la demande"),
    text=_("La demande s’arrête. Le motif reste visible sur la demande."),
    button=_("Annuler la demande"),
    icon="ban",
    done=_("La demande est annulée."),
    danger=True,
)
OF_A_MEETING = replace(
    CANCELLATION,
    text=_("Le rendez-vous est retiré des agendas. Chacun est prévenu par e-mail et lit le motif sur la demande."),
)
MOVE = Step(
    title=_("Déplacer le rendez-vous"),
    text=_("Le rendez-vous actuel sera retiré des agendas, et l’équipe avant-vente proposera trois autres dates."),
    button=_("Déplacer le rendez-vous"),
    icon="send",
    done=_("Le rendez-vous est retiré des agendas, trois autres dates vont suivre."),
)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def cancellation(request, pk):
    """`Annuler la demande`, with a reason."""
    item = request_to("cancel", request.user, pk)
    step = OF_A_MEETING if item.status == Status.DONE else CANCELLATION
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return step_page(request, step, place_of(item), partial(ending.cancel, request=item, by=request.user), form=form)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def move(request, pk):
    """`Déplacer le rendez-vous`: it is removed from calendars, the team proposes again."""
    item = request_to("move", request.user, pk)
    form = OtherDatesForm(request.POST if request.method == "POST" else None)
    act = partial(ending.move, request=item, by=request.user)
    return step_page(request, MOVE, place_of(item), act, form=form, template=OTHER_DATES_PAGE)
