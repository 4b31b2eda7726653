"""An order's page and the steps that buyers and the back-office take."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, step_page
from subscriptions.shop.actions import fulfilling, ordering
from subscriptions.shop.enums import Status
from subscriptions.shop.forms import ReasonForm, ShippingForm
from subscriptions.shop.listing import ORDERS
from subscriptions.shop.models import Order

SHIP = Step(
    title=gettext_lazy("Expédier la commande"),
    text=gettext_lazy("L’acheteur reçoit le numéro de suivi par e-mail."),
    button=gettext_lazy("Expédier"),
    icon="truck",
    done=gettext_lazy("La commande est expédiée."),
)
CANCEL = Step(
    title=gettext_lazy("Annuler la commande"),
    text=gettext_lazy("La carte est remboursée et un avoir est établi."),
    button=gettext_lazy("Annuler et rembourser"),
    icon="ban",
    done=gettext_lazy("La commande est annulée et remboursée."),
    danger=True,
)
RETURN = Step(
    title=gettext_lazy("Enregistrer le retour"),
    text=gettext_lazy("Les articles reviennent en stock, la carte est remboursée et un avoir est établi."),
    button=gettext_lazy("Enregistrer et rembourser"),
    icon="arrow-back-up",
    done=gettext_lazy("Le retour est enregistré."),
    danger=True,
)
ABANDON = Step(
    title=gettext_lazy("Abandonner la commande"),
    text=gettext_lazy("Rien n’a été payé. Les articles ne sont plus réservés, votre panier reste tel quel."),
    button=gettext_lazy("Abandonner"),
    icon="ban",
    done=gettext_lazy("La commande est abandonnée."),
    danger=True,
)
WITHDRAW = Step(
    title=gettext_lazy("Renoncer à la commande"),
    text=gettext_lazy(
        "Je renonce à la commande %(number)s. Le droit de rétractation est gratuit et sans motif. L’accusé de "
        "réception, avec la date et l’heure, part à %(email)s."
    ),
    button=gettext_lazy("Confirmer la rétractation"),
    icon="arrow-back-up",
    done=gettext_lazy("Votre rétractation est enregistrée."),
    danger=True,
)
SIMPLE = {
    "preparation": (fulfilling.prepare, "prepare", gettext_lazy("Le colis est préparé.")),
    "livraison": (fulfilling.deliver, "deliver", gettext_lazy("Le colis est livré.")),
}


def _order_for(user, pk: int) -> Order:
    return get_object_or_404(Order.objects.visible_to(user).select_related("owner", "client", "payment"), pk=pk)


@requires(Permission.ORDERS)
@require_safe
def order(request, pk):
    row = _order_for(request.user, pk)
    office, mine = request.user.has_right(Permission.SHOP_MANAGE), row.owner_id == request.user.pk
    lines = list(row.lines.all())
    context = {
        "order": row,
        "lines": lines,
        "totals": ordering.queries.totals_of(line.as_line for line in lines),
        "invoices": row.payment.invoices.order_by("pk") if row.payment_id else (),
        "may_pay": mine and row.status == Status.TO_PAY,
        "may_prepare": office and row.status == Status.PAID,
        "may_ship": office and row.status == Status.PREPARED,
        "may_deliver": office and row.status == Status.SHIPPED,
        "may_return": office and transitions.may(row, "take_back", by=request.user),
        "may_cancel": (mine or office) and transitions.may(row, "cancel", by=request.user),
        "may_withdraw": mine and fulfilling.may_withdraw(row),
        "timeline": history_of(row),
        "list_url": way_back(ORDERS, request.GET),
    }
    return render(request, "subscriptions/shop/order.html", context)


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["POST"])
def simple_step(request, pk, name):
    """`Colis préparé`, `Colis livré`."""
    row = _order_for(request.user, pk)
    act, _name, done = SIMPLE[name]
    try:
        act(order=row, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, done)
    return redirect(row)


def _step(request, pk, step: Step, act, name: str, *, form=None, values=None):
    """Show a step that is open now; a step that somebody else took meanwhile is refused in words."""
    row = _order_for(request.user, pk)
    if request.method == "GET" and not transitions.may(row, name, by=request.user):
        messages.error(request, transitions.refusal(row))
        return redirect(row)
    place = Place(row, _("Commande"), subtitle=row.number)
    bound = form(request.POST if request.method == "POST" else None) if form else None
    try:
        return step_page(
            request, step, place, partial(act, order=row, by=request.user), form=bound, values=values, go=row
        )
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(row)


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def shipping(request, pk):
    return _step(request, pk, SHIP, fulfilling.ship, "ship", form=ShippingForm)


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def return_(request, pk):
    return _step(request, pk, RETURN, fulfilling.take_back, "take_back", form=ReasonForm)


@requires(Permission.ORDERS)
@require_http_methods(["GET", "POST"])
def cancellation(request, pk):
    """Cancel what is paid, or give up what is not."""
    row = _order_for(request.user, pk)
    if row.owner_id != request.user.pk and not request.user.has_right(Permission.SHOP_MANAGE):
        raise PermissionDenied
    if row.status == Status.TO_PAY:
        return _step(request, pk, ABANDON, ordering.release, "abandon")
    return _step(request, pk, CANCEL, fulfilling.cancel, "cancel", form=ReasonForm)


@requires(Permission.ORDERS)
@require_http_methods(["GET", "POST"])
def withdrawal(request, pk):
    """Second step of `Renoncer à la commande ici`: the statement, to confirm."""
    row = _order_for(request.user, pk)
    if row.owner_id != request.user.pk:
        raise PermissionDenied
    if not fulfilling.may_withdraw(row):
        messages.error(request, _("Le délai pour renoncer à cette commande est passé."))
        return redirect(row)
    values = {"number": row.number, "email": row.owner.email}
    act = partial(fulfilling.withdraw, order=row, by=request.user)
    return step_page(request, WITHDRAW, Place(row, _("Commande"), subtitle=row.number), act, values=values, go=row)
