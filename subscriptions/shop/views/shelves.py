"""`Boutique`: what is sold, the page of an article, its picture."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.documents.serving import serve
from subscriptions.shop import queries
from subscriptions.shop.actions import carts
from subscriptions.shop.forms import QuantityForm
from subscriptions.shop.models import Item

BUY = (Permission.SHOP, Permission.SHOP_MANAGE)
SHOWN = 60


@requires(*BUY)
@require_safe
def index(request):
    words = request.GET.get("q", "").strip()[:100]
    items = Item.objects.visible_to(request.user).on_sale()
    items = (items.matching(words) if words else items).order_by("sort_name", "pk")
    context = {"items": items[:SHOWN], "words": words, "basket": queries.basket_of(request.user)}
    return render(request, "subscriptions/shop/index.html", context)


@requires(*BUY)
@require_http_methods(["GET", "POST"])
def item(request, pk):
    """One article; a POST puts it into the cart."""
    found = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    if not found.is_active and not request.user.has_right(Permission.SHOP_MANAGE):
        raise Http404
    form = QuantityForm(request.POST if request.method == "POST" else None, initial={"quantity": "1"})
    if form.is_bound and form.is_valid():
        try:
            carts.add(item=found, quantity=form.cleaned_data["quantity"], by=request.user)
        except Refused as refused:
            form.add_error("quantity", refused.sentence)
        else:
            messages.success(request, _("« %(name)s » est dans votre panier.") % {"name": found.name})
            return redirect("subscriptions:cart")
    context = {"item": found, "form": form, "basket": queries.basket_of(request.user)}
    return render(request, "subscriptions/shop/item.html", context, status=422 if form.is_bound else 200)


@requires(*BUY)
@require_safe
def picture(request, pk):
    found = get_object_or_404(Item.objects.visible_to(request.user).select_related("picture"), pk=pk)
    if found.picture is None:
        raise Http404
    return serve(request, found.picture, inline=True)
