"""Putting articles into a cart and taking them out."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.transitions import Refused
from portal.core.values import dates
from subscriptions.shop.models import Cart, CartLine, Item
from subscriptions.shop.rules import MOST


@transaction.atomic
def add(*, item: Item, quantity: int, by) -> CartLine:
    """Put `quantity` more of `item` into the cart of `by`. Raises `Refused` beyond the stock."""
    cart = _cart_of(by)
    line = CartLine.objects.filter(cart=cart, item=item).first() or CartLine(cart=cart, item=item, quantity=0)
    return _write(line, line.quantity + quantity)


@transaction.atomic
def change(*, line: CartLine, quantity: int, by) -> CartLine | None:
    """Have `quantity` of an article in the cart; none takes it out."""
    _cart_of(by)
    if not quantity:
        CartLine.objects.filter(pk=line.pk, cart__owner=by).delete()
        return None
    return _write(line, quantity)


def _write(line: CartLine, quantity: int) -> CartLine:
    item = line.item
    if not item.is_active:
        raise Refused(item, _("« %(name)s » n’est plus en vente.") % {"name": item.name})
    if quantity > min(item.stock, MOST):
        words = {"name": item.name, "stock": min(item.stock, MOST)}
        if not item.stock:
            raise Refused(item, _("« %(name)s » est épuisé.") % words)
        raise Refused(item, _("Il ne reste que %(stock)d « %(name)s » : réduisez la quantité.") % words)
    line.quantity = quantity
    line.save()
    return line


def _cart_of(by) -> Cart:
    """Return the cart of `by`, locked: two tabs that change it take turns."""
    Cart.objects.get_or_create(owner=by)
    cart = Cart.objects.select_for_update().get(owner=by)
    cart.changed_at = dates.now()
    cart.save(update_fields=["changed_at"])
    return cart
