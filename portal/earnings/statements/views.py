"""The pages of a monthly statement."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import may
from portal.core.values import dates
from portal.core.values.money import format_euros
from portal.documents.serving import serve
from portal.earnings.statements import actions, queries
from portal.earnings.statements.forms import PaymentForm
from portal.earnings.statements.listing import STATEMENTS
from portal.earnings.statements.models import Statement
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page

APPROVAL = Step(
    title=_("Approuver le relevé"),
    text=_(
        "%(name)s recevra %(amount)s pour %(month)s. Les montants ne changeront plus et le conseiller sera prévenu."
    ),
    button=_("Approuver"),
    icon="check",
    done=_("Le relevé est approuvé. Le PDF se prépare."),
)
PAYMENT = Step(
    title=_("Marquer comme payé"),
    text=_("%(amount)s pour %(name)s. Le conseiller est prévenu."),
    button=_("Marquer comme payé"),
    icon="cash",
    done=_("Le relevé est marqué comme payé."),
)


def _statement_for(user, pk: int) -> Statement:
    return get_object_or_404(queries.statements_of(user), pk=pk)


@requires(Permission.EARNINGS)
@require_safe
def detail(request, pk):
    statement = _statement_for(request.user, pk)
    context = {
        "statement": statement,
        "figures": queries.figures_of(statement),
        "lines": list(queries.lines_of(statement)),
        "timeline": history_of(statement),
        "may_approve": may(statement, "approve", by=request.user),
        "may_pay": may(statement, "pay", by=request.user),
        "list_url": way_back(STATEMENTS, request.GET),
    }
    return render(request, "earnings/statements/detail.html", context)


@requires(Permission.EARNINGS)
@require_safe
def document(request, pk):
    """The PDF, once the worker has made it."""
    statement = get_object_or_404(queries.statements_of(request.user).select_related("document"), pk=pk)
    if statement.document is None:
        raise Http404
    return serve(request, statement.document, inline="telecharger" not in request.GET)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def approval(request, pk):
    statement = _statement_for(request.user, pk)
    act = partial(actions.approve, statement=statement, by=request.user)
    return _step(request, APPROVAL, statement, act)


@requires(Permission.EARNINGS_MANAGE)
@require_http_methods(["GET", "POST"])
def payment(request, pk):
    statement = _statement_for(request.user, pk)
    form = PaymentForm(request.POST if request.method == "POST" else None, initial={"paid_on": dates.today()})
    act = partial(actions.pay, statement=statement, by=request.user)
    return _step(request, PAYMENT, statement, act, form=form)


def _step(request, step: Step, statement: Statement, act, form=None):
    figures = queries.figures_of(statement)
    values = {
        "name": statement.agent.get_full_name(),
        "amount": format_euros(figures.payable),
        "month": statement.month_name,
    }
    place = Place(statement, _("Relevé"), subtitle=str(statement))
    return step_page(request, step, place, act, form=form, values=values)
