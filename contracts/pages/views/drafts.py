"""`Nouveau contrat` and the drafts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.models import Product
from contracts.pages.presentation import shown_identity
from contracts.pages.selling import order_products, price_in_words, steps_of, summary_of
from contracts.sales.actions import drafting
from contracts.sales.actions.drafting import may_be_picked
from contracts.sales.forms import ContractForm
from contracts.sales.models import Contract
from contracts.sales.scope import draft_for
from contracts.sales.signers import signatories_of, signer_problem, with_signatory
from contracts.sales.suitability import suitability_problem
from contracts.signature.actions import sending
from crm.clients.actions import StaleClient
from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.values.keys import parse_key
from portal.records.actions import Stale
from portal.ui.components.formats import long_date
from portal.ui.steps import Place, Step, step_page

SEND = "envoyer"
SHOWN_CLIENTS = 8
BEGUN = {"debut": "start_date", "origine": "origin"}
DELETION = Step(
    title=gettext_lazy("Supprimer le brouillon"),
    text=gettext_lazy("Le brouillon pour %(name)s, commencé le %(day)s, sera supprimé. Rien n’a été envoyé au client."),
    button=gettext_lazy("Supprimer le brouillon"),
    icon="trash",
    done=gettext_lazy("Le brouillon est supprimé."),
    danger=True,
)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def new(request):
    """A blank contract, or one for a client picked from the reader's own."""
    client = picked_client(request)
    if request.method == "GET":
        return _page(request, _prefilled(request, Contract(owner=request.user), client), client=client)
    form = ContractForm(with_signatory(request.POST, signatories_of(client)), sending=SEND in request.POST)
    valid = form.is_valid()
    if form.is_blank():
        return _nothing_to_keep(request, form, valid, client)
    try:
        draft = begin_from(form, client, by=request.user)
    except Stale as stale:
        return _stale(request, form, stale)
    if not draft.is_draft:
        return redirect(draft)
    return _go_on(request, draft, form, valid)


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A draft: read, changed, sent."""
    contract = draft_for(request.user, pk)
    if not contract.is_draft:
        return redirect(contract)
    client = picked_client(request, contract) if may_be_picked(contract) else None
    if request.method == "GET":
        return _page(request, _prefilled(request, contract, client), contract=contract, client=client)
    typed = with_signatory(request.POST, signatories_of(contract.client or client))
    form = ContractForm(typed, instance=contract, sending=SEND in request.POST)
    valid = form.is_valid()
    try:
        draft = change_from(form, contract, client, by=request.user)
    except Stale as stale:
        return _stale(request, form, stale)
    return _go_on(request, draft, form, valid)


def begin_from(form: ContractForm, client: Client | None, *, by, quietly=False) -> Contract:
    """Make a draft of what the form holds, or save it again. Raises Stale and Refused."""
    return drafting.begin_draft(
        values=form.typed(),
        key=form.creation_key,
        version=form.seen_version,
        by=by,
        client=client,
        client_version=form.cleaned_data.get("client_version"),
        quietly=quietly,
    )


def change_from(form: ContractForm, contract: Contract, client: Client | None, *, by, quietly=False) -> Contract:
    """Save what the form holds in a draft. Raises Stale and Refused."""
    picked = (client, form.cleaned_data.get("client_version")) if client else None
    return drafting.change_draft(
        contract=contract, values=form.typed(), version=form.seen_version, by=by, picked=picked, quietly=quietly
    )


def _go_on(request, draft, form, valid):
    if valid and SEND in request.POST and (problem := signer_problem(draft)):
        form.add_error("phone", problem)
        valid = False
    if valid and SEND in request.POST and (problem := suitability_problem(draft)):
        form.add_error("justification", problem)
        valid = False
    if not valid:
        form.follow(draft)
        return _page(request, form, contract=draft, status=422)
    if SEND in request.POST:
        return _send(request, draft, form)
    messages.success(request, _("Brouillon enregistré."))
    return redirect("contracts:draft", pk=draft.pk)


def _send(request, draft, form):
    try:
        sent = sending.submit(contract=draft, by=request.user, client_seen=form.cleaned_data.get("client_version"))
    except StaleClient as stale:
        return _stale_client(request, form, draft, stale)
    return redirect("contracts:signature", number=sent.number)


def _nothing_to_keep(request, form, valid, client):
    """Show what is missing instead of saving an empty draft."""
    if valid:
        form.add_error(None, _("Rien n’est encore saisi : commencez par le client ou le produit."))
    return _page(request, form, client=client, status=422)


def _stale(request, form, stale: Stale):
    form.show_stale(stale)
    return _page(request, form, contract=stale.subject, status=409)


def _stale_client(request, form, draft, stale: StaleClient):
    """Send nothing, and show in each field what the client's file says since it was read."""
    form.add_error(
        None,
        _(
            "La fiche de %(client)s a été modifiée entre-temps. Comparez ci-dessous, corrigez si "
            "besoin, puis envoyez de nouveau : votre saisie mettra la fiche à jour."
        )
        % {"client": stale.client},
    )
    for name, told in shown_identity(stale.client, stale.fields).items():
        form.add_error(name, _("Valeur actuelle de la fiche : « %(value)s ».") % {"value": told})
    form.follow(draft, client_version=str(stale.client.version))
    return _page(request, form, contract=draft, status=409)


def _prefilled(request, contract, client) -> ContractForm:
    """Return the form filled from the query string: the picked client, and the sale begun before."""
    if client:
        contract.take_identity(client)
        contract.client_version = client.version
    contract.product = _picked_product(request) or contract.product
    begun = {field: request.GET[name][:20] for name, field in BEGUN.items() if request.GET.get(name)}
    return ContractForm(instance=contract, initial=begun)


def pickable(user, contract=None):
    """Return the reader's own clients, or the colleague's for a colleague's draft."""
    clients = Client.objects.visible_to(user)
    return clients.visible_to(contract.owner) if contract else clients


def picked_client(request, contract=None) -> Client | None:
    wanted = parse_key(request.GET.get("client", ""))
    return get_object_or_404(pickable(request.user, contract), pk=wanted) if wanted else None


def _picked_product(request) -> Product | None:
    """Return the product of the query string; one no longer sold is left to choose."""
    wanted = parse_key(request.GET.get("produit", ""))
    return Product.objects.on_sale().filter(pk=wanted).first() if wanted else None


def _page(request, form, *, contract=None, client=None, status=200):
    words = request.GET.get("client_q", "").strip()[:80]
    found = pickable(request.user, contract).matching(words).order_by("sort_name", "pk") if words else []
    return render(
        request,
        "contracts/form.html",
        {
            "form": form,
            "contract": contract,
            "client": client,
            "picking": not contract or may_be_picked(contract),
            "client_q": words,
            "clients": list(found[: SHOWN_CLIENTS + 1]),
            "shown_clients": SHOWN_CLIENTS,
            "products": order_products(form, contract.owner if contract else request.user),
            "steps": steps_of(form),
            "summary": summary_of(form.instance),
            "price": price_in_words(form.instance),
            "signatories": signatories_of(contract.client if contract and contract.client_id else client),
        },
        status=status,
    )


@requires(Permission.CONTRACTS_CREATE)
@require_http_methods(["GET", "POST"])
def deletion(request, pk):
    """Delete a draft, after a confirmation."""
    contract = draft_for(request.user, pk)
    place = Place(contract, _("Brouillon"), shows_status=False)
    values = {"name": contract.display_name or "—", "day": long_date(contract.created_at)}

    def delete():
        drafting.delete_draft(contract=contract, by=request.user)

    return step_page(request, DELETION, place, delete, values=values, go="contracts:list")
