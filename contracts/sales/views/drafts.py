"""`Nouveau contrat` and the drafts."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Product
from contracts.sales.actions import drafting, sending
from contracts.sales.forms import ContractForm
from contracts.sales.models import Contract
from contracts.sales.presentation import product_cards
from contracts.sales.views.scope import draft_for
from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission

SEND = "envoyer"
SHOWN_CLIENTS = 8


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def new(request):
    """An empty contract, or one for a client picked from one's own."""
    client = _picked_client(request)
    if request.method == "GET":
        contract = Contract(owner=request.user)
        if client:
            contract.take_identity(client)
        contract.product = _picked_product(request)
        return _page(request, ContractForm(instance=contract), client=client)
    form = ContractForm(request.POST, sending=SEND in request.POST)
    valid = form.is_valid()
    key = form.cleaned_data.get("key") or uuid4()
    try:
        draft = drafting.begin_draft(
            values=form.typed(), key=key, version=_version(form), by=request.user, client=client
        )
    except drafting.StaleDraft:
        return _stale(request, form, Contract.objects.visible_to(request.user).get(creation_key=key))
    if not draft.is_draft:
        return redirect(draft)
    return _go_on(request, draft, form, valid)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A draft: read again, changed, sent."""
    contract = draft_for(request.user, pk)
    if not contract.is_draft:
        return redirect(contract)
    if request.method == "GET":
        return _page(request, ContractForm(instance=contract), contract=contract)
    form = ContractForm(request.POST, instance=draft_for(request.user, pk), sending=SEND in request.POST)
    valid = form.is_valid()
    try:
        draft = drafting.change_draft(contract=contract, values=form.typed(), version=_version(form), by=request.user)
    except drafting.StaleDraft:
        return _stale(request, form, contract)
    return _go_on(request, draft, form, valid)


def _go_on(request, draft, form, valid):
    if not valid:
        return _page(request, _with_version(form, draft.version), contract=draft, status=422)
    if SEND in request.POST:
        sent = sending.submit(contract=draft, by=request.user)
        return redirect("contracts:signature", number=sent.number)
    messages.success(request, _("Brouillon enregistré."))
    return redirect("contracts:draft", pk=draft.pk)


def _with_version(form, version: int):
    """The same form, answering the version that is in the database now."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    return form


def _version(form) -> int:
    """The version of the draft that the form was filled from."""
    return form.cleaned_data.get("version") or 0


def _stale(request, form, contract):
    form.add_error(
        None,
        _(
            "Ce brouillon a été modifié ailleurs depuis que vous l’avez ouvert. Votre saisie est gardée ci-dessous : "
            "vérifiez-la, puis enregistrez de nouveau pour remplacer l’autre version."
        ),
    )
    return _page(request, _with_version(form, contract.version), contract=contract, status=409)


def _picked_client(request) -> Client | None:
    wanted = _key_in(request, "client")
    return get_object_or_404(Client.objects.visible_to(request.user), pk=wanted) if wanted else None


def _picked_product(request) -> Product | None:
    """The product of the address, which the search leads here with; one no longer sold is left to choose."""
    wanted = _key_in(request, "produit")
    return Product.objects.on_sale().filter(pk=wanted).first() if wanted else None


def _key_in(request, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def _page(request, form, *, contract=None, client=None, status=200):
    words = request.GET.get("client_q", "").strip()[:80]
    found = Client.objects.visible_to(request.user).matching(words).order_by("sort_name", "pk") if words else []
    return render(
        request,
        "contracts/form.html",
        {
            "form": form,
            "contract": contract,
            "client": client,
            "client_q": words,
            "clients": list(found[: SHOWN_CLIENTS + 1]),
            "shown_clients": SHOWN_CLIENTS,
            "products": product_cards(form),
        },
        status=status,
    )


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def deletion(request, pk):
    """Throw a draft away, after asking."""
    contract = draft_for(request.user, pk)
    if request.method == "GET":
        return render(request, "contracts/draft_deletion.html", {"contract": contract})
    drafting.delete_draft(contract=contract, by=request.user)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect("contracts:list")
