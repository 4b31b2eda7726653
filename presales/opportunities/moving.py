"""The board of opportunities, and `Déplacer vers…`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.pipeline import SHARES, summed
from portal.ui.steps import form_page
from presales.opportunities import actions, board
from presales.opportunities.enums import Stage
from presales.opportunities.forms import StageForm
from presales.opportunities.models import Opportunity, may_add


@requires(Permission.OPPORTUNITIES)
@require_safe
def index(request):
    """Opportunities by stage, and what each person follows."""
    columns = _columns(request)
    context = {
        "columns": columns,
        "sums": summed(columns, board.OPEN),
        "won": next(column for column in columns if column.key == Stage.WON),
        "shares": board.shares_of(request.user, reverse("presales:opportunity_board")),
        "most_shares": SHARES,
        "owner": _owner(request),
        "may_add": may_add(request.user),
    }
    return render(request, "presales/opportunities/board.html", context)


def _owner(request) -> int | None:
    asked = request.GET.get("suivie", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None


def _columns(request):
    return board.columns_of(request.user, owner=_owner(request))


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def stage(request, pk):
    """Move one card by a plain form; the board's script fetches the board alone (`X-Board`)."""
    opportunity = get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)
    if not opportunity.may_be_changed_by(request.user):
        raise PermissionDenied
    form = StageForm(request.POST if request.method == "POST" else None, initial={"to": opportunity.stage})
    if request.method == "POST" and form.is_valid():
        moved = actions.move(opportunity=opportunity, stage=form.cleaned_data["to"], by=request.user)
        words = {"name": moved.title, "column": moved.get_stage_display()}
        said = _("%(name)s est passé à « %(column)s ».") % words
        if "X-Board" in request.headers:
            context = {"columns": _columns(request), "said": said, "said_tone": "info"}
            return render(request, "crm/prospects/_board.html", context)
        messages.success(request, said)
        return redirect("presales:opportunity_board")
    return form_page(request, form, "presales/opportunities/stage.html", {"opportunity": opportunity})
