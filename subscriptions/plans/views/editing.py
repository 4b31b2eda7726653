"""The plans, as the back-office edits them."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.values import dates
from portal.records.views import edit_page
from portal.ui.steps import Place, Step, step_page
from subscriptions.plans import actions, queries
from subscriptions.plans.forms import PlanForm, PriceForm
from subscriptions.plans.models import Plan

RETIREMENT = Step(
    title=_("Retirer ce plan de la vente"),
    text=_("Il ne peut plus être acheté ni renouvelé. Les abonnements en cours continuent jusqu’à la fin."),
    button=_("Retirer de la vente"),
    icon="archive",
    done=_("Le plan est retiré de la vente."),
    danger=True,
)
RETURN = Step(
    title=_("Remettre ce plan en vente"),
    button=_("Remettre en vente"),
    icon="refresh",
    done=_("Le plan est de nouveau en vente."),
)


@requires(Permission.PLANS_EDIT)
@require_GET
def plans(request):
    """Every plan with its contents and the prices of today."""
    contents, prices = queries.contents_by_code(), queries.prices_on(dates.today())
    rows = [
        {
            "plan": plan,
            "contents": queries.names_of(plan.current.contents, contents),
            "prices": sorted((p for p in prices.values() if p.plan_id == plan.pk), key=lambda p: p.months),
        }
        for plan in Plan.objects.visible_to(request.user).prefetch_related("versions")
    ]
    return render(request, "subscriptions/plans/plans.html", {"rows": rows})


@requires(Permission.PLANS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request):
    form = PlanForm.of(request)

    def save():
        values, codes = form.values(), form.codes
        return actions.create(values=values, contents=codes, key=form.creation_key, by=request.user)

    template = "subscriptions/plans/plan_new.html"
    return edit_page(request, form, save=save, template=template, done=_("Le plan est créé : donnez-lui un prix."))


@requires(Permission.PLANS_EDIT)
@require_http_methods(["GET", "POST"])
def plan(request, pk):
    """A plan: its contents, which make another version when they change, and its prices."""
    row = _plan(request, pk)
    form = PlanForm.of(request, instance=row)

    def save():
        return actions.change(
            plan=row, values=form.values(), contents=form.codes, version=form.seen_version, by=request.user
        )

    context = {
        "plan": row,
        "prices": row.prices.all(),
        "versions": [(version, queries.names_of(version.contents)) for version in row.versions.all()],
        "price_form": PriceForm(initial={"starts_on": dates.today()}),
        "timeline": history_of(row),
    }
    template = "subscriptions/plans/plan.html"
    return edit_page(request, form, save=save, template=template, context=context, done=_("Le plan est enregistré."))


@requires(Permission.PLANS_EDIT)
@require_http_methods(["GET", "POST"])
def price(request, pk):
    """Another price from a day on."""
    row = _plan(request, pk)
    form = PriceForm(request.POST if request.method == "POST" else None, initial={"starts_on": dates.today()})
    if form.is_bound and form.is_valid():
        actions.set_price(plan=row, **form.cleaned_data, by=request.user)
        messages.success(request, _("Le prix est enregistré."))
        return redirect(row)
    context = {"plan": row, "form": form}
    return render(request, "subscriptions/plans/price.html", context, status=422 if form.is_bound else 200)


@requires(Permission.PLANS_EDIT)
@require_http_methods(["GET", "POST"])
def retirement(request, pk):
    row = _plan(request, pk)
    act = partial(actions.retire, plan=row, by=request.user)
    return step_page(request, RETIREMENT, Place(row, row.name, shows_status=False), act)


@requires(Permission.PLANS_EDIT)
@require_http_methods(["GET", "POST"])
def restoration(request, pk):
    row = _plan(request, pk)
    act = partial(actions.restore, plan=row, by=request.user)
    return step_page(request, RETURN, Place(row, row.name, shows_status=False), act)


def _plan(request, pk) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).prefetch_related("versions"), pk=pk)
