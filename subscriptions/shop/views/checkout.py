"""`Panier`, then `Facturation et expédition`, then the payment."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from crm.clients.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.values.keys import parse_key
from subscriptions.shop import queries
from subscriptions.shop.actions import carts, ordering
from subscriptions.shop.forms import BillingForm, CheckoutForm, DeliveryForm, QuantityForm
from subscriptions.shop.models import CartLine
from subscriptions.shop.views.shelves import BUY

FIELDS = ("name", "address", "postal_code", "city", "country")


@requires(*BUY)
@never_cache
@require_http_methods(["GET", "POST"])
def cart(request):
    """Read the cart; a POST changes how many of one article are in it, 0 takes it out."""
    failed, status = None, 200
    if request.method == "POST":
        line = get_object_or_404(
            CartLine.objects.filter(cart__owner=request.user), pk=parse_key(request.POST.get("line", ""))
        )
        form = QuantityForm(request.POST, least=0)
        if "retirer" in request.POST:
            carts.change(line=line, quantity=0, by=request.user)
            return redirect("subscriptions:cart")
        if form.is_valid():
            try:
                carts.change(line=line, quantity=form.cleaned_data["quantity"], by=request.user)
            except Refused as refused:
                form.add_error("quantity", refused.sentence)
            else:
                return redirect("subscriptions:cart")
        failed, status = (line.pk, form), 422
    basket = queries.basket_of(request.user)
    rows = [(line, _form_of(line, failed)) for line in basket.lines]
    context = {"basket": basket, "rows": rows, "failed": failed[1] if failed else None}
    return render(request, "subscriptions/shop/cart.html", context, status=status)


def _form_of(line: CartLine, failed) -> QuantityForm:
    if failed and failed[0] == line.pk:
        return failed[1]
    return QuantityForm(initial={"quantity": str(line.quantity)}, auto_id=f"id_%s_{line.pk}", least=0)


@requires(*BUY)
@never_cache
@require_http_methods(["GET", "POST"])
def addresses(request):
    """Who is invoiced and where it goes; `Continuer` places the order and leads to its payment."""
    basket = queries.basket_of(request.user)
    if not basket.lines or basket.problems:
        return redirect("subscriptions:cart")
    checkout = _Checkout(request, basket)
    if request.method == "POST" and not checkout.fills and checkout.is_valid():
        try:
            order = checkout.place()
        except ordering.PriceChanged as changed:
            messages.warning(request, changed.sentence)
            return redirect("subscriptions:cart")
        except Refused as refused:
            checkout.form.add_error(None, refused.sentence)
        else:
            return redirect(order.payment)
    return render(request, "subscriptions/shop/addresses.html", checkout.context(), status=checkout.status)


class _Checkout:
    """Both addresses of a request; buttons of the address book fill one of them and keep what else was typed."""

    def __init__(self, request, basket):
        self.request, self.user, self.basket = request, request.user, basket
        self.data = request.POST.copy() if request.method == "POST" else None
        self.fills = self.data is not None and ("remplir" in self.data or "chercher" in self.data)
        if self.fills:
            self._fill(self.data.get("remplir", ""))
        billing, delivery = self._defaults()
        start = {"seen": basket.totals.gross, "key": uuid4(), "same": not delivery}
        billing, delivery = self._typed("facturation", billing), self._typed("livraison", delivery)
        bound = None if self.fills else self.data
        self.billing = BillingForm(bound, prefix="facturation", initial=billing, weight=basket.weight)
        self.delivery = DeliveryForm(bound, prefix="livraison", initial=delivery, weight=basket.weight)
        self.form = CheckoutForm(bound, initial=self._typed("", start))
        self.same = bool(bound and bound.get("same"))

    def _defaults(self) -> tuple[dict, dict]:
        """Return the addresses to begin with: the defaults of the book, else the buyer's own."""
        billing, delivery = queries.default_parties(self.user)
        billing = billing or queries.own_entry(self.user).party
        return billing.kept(), delivery.kept() if delivery and delivery != billing else {}

    def _typed(self, prefix: str, otherwise: dict) -> dict:
        """What was typed, for forms that are shown again without being judged."""
        if not self.fills:
            return otherwise
        start = f"{prefix}-" if prefix else ""
        return {key.removeprefix(start): value for key, value in self.data.items() if key.startswith(start)}

    def _fill(self, asked: str) -> None:
        part, _colon, key = asked.partition(":")
        entry = queries.entry_named(self.user, key)
        if entry is None or part not in ("facturation", "livraison"):
            return
        values = entry.party.kept()
        for name in (*FIELDS, *(("siren",) if part == "facturation" else ())):
            self.data[f"{part}-{name}"] = values[name]
        if part == "livraison":
            self.data.pop("same", None)
            self.data["client"] = str(entry.client.pk) if entry.client else ""

    def is_valid(self) -> bool:
        forms = [self.form, self.billing] if self.same else [self.form, self.billing, self.delivery]
        judged = [form.is_valid() for form in forms]  # each, so that all errors are shown
        valid = all(judged)
        if valid and self.same:
            self.billing.ships = True
            self.billing.full_clean()
            valid = self.billing.is_valid()
        return valid

    def place(self):
        billing = self.billing.party(self.user.email)
        delivery = billing if self.same else self.delivery.party()
        values = self.form.cleaned_data
        client = None if self.same else Client.objects.visible_to(self.user).filter(pk=values["client"]).first()
        client = client or getattr(self.user, "client_file", None)
        return ordering.place(
            billing=billing, delivery=delivery, client=client, seen=values["seen"], key=values["key"], by=self.user
        )

    @property
    def status(self) -> int:
        return 422 if self.form.is_bound else 200

    def context(self) -> dict:
        words = (self.data or {}).get("find", "").strip()[:100]
        return {
            "form": self.form,
            "billing": self.billing,
            "delivery": self.delivery,
            "basket": self.basket,
            "rates": queries.rates_for(self.basket.weight),
            "own": queries.own_entry(self.user),
            "book": queries.book_of(self.user, words),
            "bills": queries.used_addresses(self.user),
            "has_clients": self.user.has_right(Permission.CLIENTS_VIEW),
            "words": words,
        }
