"""One's kept cards: added, replaced and removed outside a purchase. The portal never sees a card."""

from dataclasses import dataclass
from urllib.parse import urlencode

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.access.decorators import requires
from portal.core.plumbing.unavailable import Unavailable
from portal.core.values.local_path import next_of
from portal.ui.steps import Place, Step, form_page, step_page
from subscriptions.payments import cards as actions
from subscriptions.payments.enums import SetupState
from subscriptions.payments.forms import NewCardForm, RemoveCardForm
from subscriptions.payments.gateways.choice import gateway, gateway_named
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.payments.models import CardSetup, PaymentMethod
from subscriptions.payments.purposes import CardUse
from subscriptions.payments.views.paying import CARD_FORM

REMOVE = Step(title=_("Retirer la carte"), button=_("Retirer la carte"), icon="trash", danger=True)
KEPT, REPLACED = _("La carte est enregistrée."), _("La carte est remplacée.")


@dataclass(frozen=True)
class KeptCard:
    """A card of the list, with what it will pay."""

    method: PaymentMethod
    uses: list[CardUse]

    @property
    def is_late(self) -> bool:
        """Return whether the card expires before something that it is to pay."""
        return any(use.day and self.method.expires_before(use.day) for use in self.uses)


def _held_by(user):
    return PaymentMethod.objects.visible_to(user).held().filter(account=user)


def _way_on(request) -> str:
    return next_of(request, reverse("subscriptions:cards"))


def _with_way(url: str, request) -> str:
    """`url`, with the page that one came from."""
    way_on = next_of(request, "")
    return f"{url}?{urlencode({'next': way_on})}" if way_on else url


@requires()
@never_cache
@require_GET
def cards(request):
    """One's kept cards, and what each will pay."""
    held = list(_held_by(request.user).order_by("-pk"))
    uses = actions.uses_of(held)
    rows = [KeptCard(method, uses[method.pk]) for method in held]
    return render(request, "subscriptions/payments/cards.html", {"rows": rows, "way_on": next_of(request)})


@requires()
@never_cache
@require_http_methods(["GET", "POST"])
def give(request, pk=None):
    """Give a card to keep, in the place of another where `pk` names it."""
    old = get_object_or_404(_held_by(request.user), pk=pk) if pk else None
    context = {"old": old, "way_on": _way_on(request), "uses": actions.uses_of([old])[old.pk] if old else []}
    if gateway().name != DemoGateway.name:
        if request.method == "POST":
            return _go_on(request, actions.begin_setup(account=request.user, replaces=old))
        return render(request, "subscriptions/payments/card_new.html", context)
    form = NewCardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        setup = actions.begin_setup(account=request.user, replaces=old)
        setup = actions.settle_setup(setup=setup, outcome=DemoGateway().present_setup(setup, form.chosen))
        if setup.state != SetupState.REFUSED:
            return _go_on(request, setup)
        form.add_error("card", setup.refusal)
    return form_page(request, form, "subscriptions/payments/card_new.html", context)


def _go_on(request, setup: CardSetup):
    """Leave to where the card is needed, or to the bank that asks for a confirmation."""
    if setup.is_open:
        return redirect(_with_way(setup.get_absolute_url(), request))
    if setup.state == SetupState.EXPIRED:
        messages.warning(request, _("Cet ajout de carte a expiré. Recommencez."))
        return redirect(_with_way(_start_of(setup), request))
    messages.success(request, REPLACED if setup.replaces_id else KEPT)
    return redirect(_way_on(request))


def _start_of(setup: CardSetup) -> str:
    old = setup.replaces
    if old is None or old.replaced_at is not None:
        return reverse("subscriptions:card_new")
    return reverse("subscriptions:card_replacement", args=[old.pk])


@requires()
@never_cache
@require_http_methods(["GET", "POST"])
def setup(request, pk):
    """Type the card at the processor, or confirm it with the bank of the demonstration."""
    mine = CardSetup.objects.visible_to(request.user).filter(account=request.user)
    begun = get_object_or_404(mine.select_related("replaces", "account"), pk=pk)
    if not begun.is_open:
        return _go_on(request, begun)
    if begun.gateway == DemoGateway.name:
        return _at_the_demo_bank(request, begun)
    return _at_the_processor(request, begun)


def _at_the_demo_bank(request, begun: CardSetup):
    if begun.state != SetupState.TO_CONFIRM:
        return redirect(_with_way(_start_of(begun), request))
    if request.method == "GET":
        context = {"setup": begun, "card": CARDS["secure"], "start_url": _with_way(_start_of(begun), request)}
        return render(request, "subscriptions/payments/card_bank.html", context)
    outcome = DemoGateway().confirm_setup(begun, accepted="accepter" in request.POST)
    settled = actions.settle_setup(setup=begun, outcome=outcome)
    if settled.state == SetupState.REFUSED:
        messages.error(request, settled.refusal)
        return redirect(_with_way(_start_of(settled), request))
    return _go_on(request, settled)


@csp_update(CARD_FORM)
def _at_the_processor(request, begun: CardSetup):
    """Show the processor's own form; on the way back from it, what became of the card is asked there."""
    context = {"key": settings.STRIPE_PUBLISHABLE_KEY, "secret": "", "problem": ""}
    processor = gateway_named(begun.gateway)
    if begun.reference:
        begun = actions.settle_setup(setup=begun, outcome=processor.look_up_setup(begun.reference))
        if not begun.is_open:
            return _go_on(request, begun)
    try:
        reference, context["secret"] = processor.set_up(begun)
    except Unavailable as away:
        context["problem"] = str(away)
    else:
        actions.note_reference(setup=begun, reference=reference)
    here = _with_way(begun.get_absolute_url(), request)
    context |= {"setup": begun, "here": here, "return_to": f"{settings.PUBLIC_BASE_URL}{here}"}
    context["way_on"] = _way_on(request)
    return render(request, "subscriptions/payments/card_stripe.html", context)


@requires()
@never_cache
@require_http_methods(["GET", "POST"])
def removal(request, pk):
    """Remove a card; the page names what it would have paid, and offers the other cards for that."""
    held = _held_by(request.user)
    method = get_object_or_404(held, pk=pk)
    uses = actions.uses_of([method])[method.pk]
    others = held.usable().exclude(pk=method.pk).order_by("-pk")[:5] if uses else []
    form = RemoveCardForm(request.POST if request.method == "POST" else None, uses=uses, others=others)
    place = Place(method, _("Mes cartes"), str(method), shows_status=False, back_url=reverse("subscriptions:cards"))

    def remove(instead=None):
        actions.remove_card(method=method, by=request.user, instead=instead)
        return str(_("La carte est retirée."))

    return step_page(
        request,
        REMOVE,
        place,
        remove,
        form=form,
        go=place.url,
        template="subscriptions/payments/card_removal.html",
        context={"uses": uses, "others": others, "replace_url": reverse("subscriptions:card_replacement", args=[pk])},
    )
