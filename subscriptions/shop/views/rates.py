"""The back-office edits the shipping rates."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.exchange.lists import show
from portal.records.views import edit_page
from portal.ui.steps import Place, Step, step_page
from subscriptions.shop import queries
from subscriptions.shop.actions import rates
from subscriptions.shop.forms import RateForm
from subscriptions.shop.listing import RATES
from subscriptions.shop.rates import ShippingRate

TEMPLATE = "subscriptions/shop/rate.html"
RETIREMENT = Step(
    title=_("Retirer ce tarif"),
    text="%(effect)s",
    button=_("Retirer le tarif"),
    icon="archive",
    done=_("Le tarif est retiré."),
    danger=True,
)
RESTORATION = Step(
    title=_("Remettre ce tarif en vigueur"),
    text=_("Il s’applique aux prochaines commandes."),
    button=_("Remettre en vigueur"),
    icon="refresh",
    done=_("Le tarif est de nouveau en vigueur."),
)


@requires(Permission.SHOP_MANAGE)
@require_safe
def index(request):
    """The list, under what cannot be shipped with these rates."""
    if request.htmx and not request.htmx.history_restore_request:
        return show(request, RATES)
    return show(request, RATES, limits=queries.shipping_limits())


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request):
    form = RateForm.of(request)

    def save():
        return _saved(form, partial(rates.create, key=form.creation_key, by=request.user))

    return edit_page(request, form, save=save, template=TEMPLATE, done=_("Le tarif est créé."))


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def rate(request, pk):
    """One rate: its form and its history."""
    row = _rate(request, pk)
    form = RateForm.of(request, instance=row)

    def save():
        return _saved(form, partial(rates.change, rate=row, version=form.seen_version, by=request.user))

    context = {"rate": row, "timeline": history_of(row)}
    return edit_page(request, form, save=save, template=TEMPLATE, context=context, done=_("Le tarif est enregistré."))


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def retirement(request, pk):
    row = _rate(request, pk)
    act = partial(rates.retire, rate=row, by=request.user)
    values = {"effect": queries.effect_of_retiring(row)}
    return step_page(request, RETIREMENT, _place(row), act, values=values)


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def restoration(request, pk):
    row = _rate(request, pk)
    return step_page(request, RESTORATION, _place(row), partial(rates.restore, rate=row, by=request.user))


def _saved(form: RateForm, act) -> ShippingRate | None:
    """Call `act` with what was typed; a rate that exists already is told at the weight."""
    try:
        return act(values=form.values())
    except rates.RateExists as refused:
        form.add_error("up_to", refused.sentence)
        return None


def _place(row: ShippingRate) -> Place:
    return Place(row, _("Tarif de livraison"), row.label, shows_status=False)


def _rate(request, pk) -> ShippingRate:
    return get_object_or_404(ShippingRate.objects.visible_to(request.user), pk=pk)
