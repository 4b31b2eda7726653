"""The board of opportunities, and `Déplacer vers…`."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.boards import board_page, moved_page, person_asked
from portal.ui.steps import form_page
from presales.opportunities import actions, board
from presales.opportunities.enums import OPEN, Stage
from presales.opportunities.forms import StageForm
from presales.opportunities.models import Opportunity, may_add


def _columns(request):
    return board.columns_of(request.user, owner=person_asked(request, "suivie"))


@requires(Permission.OPPORTUNITIES)
@require_safe
def index(request):
    """Opportunities by stage, and what each person follows."""
    columns = _columns(request)
    return board_page(
        request,
        "presales/opportunities/board.html",
        columns,
        open_keys=OPEN,
        shares=board.shares_of(request.user, reverse("presales:opportunity_board")),
        won=next(column for column in columns if column.key == Stage.WON),
        owner=person_asked(request, "suivie"),
        may_add=may_add(request.user),
    )


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def stage(request, pk):
    """Move one card by a plain form; the board's script fetches the board alone."""
    opportunity = get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)
    if not opportunity.may_be_changed_by(request.user):
        raise PermissionDenied
    form = StageForm(request.POST if request.method == "POST" else None, initial={"to": opportunity.stage})
    if not form.is_valid():
        return form_page(request, form, "presales/opportunities/stage.html", {"opportunity": opportunity})
    moved = actions.change(opportunity=opportunity, values={"stage": form.cleaned_data["to"]}, by=request.user)
    words = {"name": moved.title, "column": moved.get_stage_display()}
    said = _("%(name)s est passé à « %(column)s ».") % words
    return moved_page(request, said, columns=lambda: _columns(request), board="presales:opportunity_board")
