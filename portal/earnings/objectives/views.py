"""Objectives of a month, and the form of one."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.values import dates
from portal.core.values.month import parse_month, recent_months
from portal.earnings.objectives import actions
from portal.earnings.objectives.forms import ObjectiveForm
from portal.earnings.objectives.models import Objective
from portal.earnings.objectives.queries import progress_of
from portal.records.views import edit_page

TEMPLATE = "earnings/objectives/form.html"


@requires(Permission.EARNINGS)
@require_safe
def index(request):
    """The objectives of a month with how far each is; last month and next are a click away."""
    month = _asked_month(request)
    today = dates.today().replace(day=1)
    months = [(f"{dates.next_month(today):%Y-%m}", dates.month_name(dates.next_month(today)).capitalize())]
    context = {
        "month": month,
        "month_name": dates.month_name(month),
        "months": months + recent_months(12),
        "chosen": f"{month:%Y-%m}",
        "found": progress_of(request.user, month),
        "may_set": request.user.has_right(Permission.OBJECTIVES),
    }
    return render(request, "earnings/objectives/index.html", context)


def _asked_month(request):
    try:
        return parse_month(request.GET.get("mois", ""))
    except ValueError:
        return dates.today().replace(day=1)


@requires(Permission.OBJECTIVES)
@require_http_methods(["GET", "POST"])
def new(request):
    form = ObjectiveForm.of(request, user=request.user, initial={"month": _asked_month(request)})

    def create():
        return form.create(actions.create, by=request.user)

    return edit_page(request, form, save=create, template=TEMPLATE, done=_("L’objectif est fixé."), go=_to_month)


@requires(Permission.OBJECTIVES)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    objective = get_object_or_404(Objective.objects.visible_to(request.user).select_related("agent", "agency"), pk=pk)
    form = ObjectiveForm.of(request, instance=objective, user=request.user)

    def change():
        return form.change(actions.change, by=request.user, objective=objective)

    context = {"objective": objective}
    done = _("L’objectif est enregistré.")
    return edit_page(request, form, save=change, template=TEMPLATE, context=context, done=done, go=_to_month)


def _to_month(objective: Objective):
    return redirect(f"{reverse('earnings:objectives')}?mois={objective.month:%Y-%m}")
