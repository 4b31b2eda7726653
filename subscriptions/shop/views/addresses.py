"""`Mes adresses`: the address book of whoever buys."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.records.views import edit_page
from portal.ui.steps import Place, Step, step_page
from portal.undo.offers import offer
from subscriptions.shop import queries
from subscriptions.shop.actions import addresses
from subscriptions.shop.addresses import Address
from subscriptions.shop.forms import BookForm

TEMPLATE = "subscriptions/shop/address.html"
FOR_ORDER = "commande"  # `?pour=commande` leads back to the order
REMOVAL = Step(
    title=gettext_lazy("Supprimer cette adresse"),
    text=gettext_lazy("Elle n’est plus proposée pour vos commandes. Les commandes déjà passées ne changent pas."),
    button=gettext_lazy("Supprimer l’adresse"),
    icon="trash",
    danger=True,
)


@requires(Permission.SHOP)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    form = BookForm.of(request)

    def save():
        return _saved(form, partial(addresses.create, key=form.creation_key, by=request.user))

    return _page(request, form, save)


@requires(Permission.SHOP)
@never_cache
@require_http_methods(["GET", "POST"])
def address(request, pk):
    row = _address(request, pk)
    form = BookForm.of(request, instance=row)

    def save():
        return _saved(form, partial(addresses.change, address=row, version=form.seen_version, by=request.user))

    return _page(request, form, save, address=row)


@requires(Permission.SHOP)
@require_http_methods(["GET", "POST"])
def removal(request, pk):
    """Remove an address, after asking; it can be undone for a few seconds."""
    row = _address(request, pk)
    if request.method == "POST":
        offer(request, _("L’adresse est supprimée."), addresses.remove(address=row, by=request.user))
        return redirect("subscriptions:addresses")
    return step_page(request, REMOVAL, Place(row, _("Adresse"), str(row), shows_status=False), addresses.remove)


def _page(request, form: BookForm, save, **context):
    is_ordering = request.GET.get("pour") == FOR_ORDER
    context["is_ordering"] = is_ordering

    def go(saved: Address):
        messages.success(request, _done(saved))
        return redirect("subscriptions:checkout" if is_ordering else "subscriptions:addresses")

    return edit_page(request, form, save=save, template=TEMPLATE, context=context, go=go)


def _done(saved: Address) -> str:
    """Say that it is saved and, where nothing can be sent to it, what it can be used for."""
    if problem := queries.delivery_problem(saved.country, saved.postal_code):
        return _("L’adresse est enregistrée, pour la facturation seulement. %(problem)s") % {"problem": problem}
    return _("L’adresse est enregistrée.")


def _saved(form: BookForm, act) -> Address | None:
    """Call `act` with what was typed; an address that is in the book already is told at its field."""
    try:
        return act(values=form.values())
    except addresses.AddressExists as refused:
        form.add_error("address", refused.sentence)
        return None


def _address(request, pk) -> Address:
    return get_object_or_404(Address.objects.visible_to(request.user), pk=pk)
