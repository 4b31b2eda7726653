"""Pages of aggregation: one contract, a client's tab, references, attaching orphans."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from contracts.aggregation import actions, queries
from contracts.aggregation.forms import AsOfForm, ReferenceForm
from contracts.aggregation.models import PartnerContract, PartnerReference
from contracts.aggregation.presentation import Aggregation
from contracts.aggregation.suggestions import suggestions_for
from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.money import format_percent, to_places

FOUND = 10


def _contract_for(user, pk: int) -> PartnerContract:
    return get_object_or_404(queries.contracts_of(user), pk=pk)


def _client_for(user, pk: int) -> Client:
    return get_object_or_404(Client.objects.visible_to(user).select_related("owner", "agency"), pk=pk)


@requires(Permission.AGGREGATION)
@require_safe
def detail(request, pk):
    """`Informations`: everything the partner sent, its values over time, the reference to copy."""
    contract = _contract_for(request.user, pk)
    may_attach = contract.is_orphan and request.user.has_right(Permission.ORPHANS)
    context = {
        "contract": contract,
        "values": list(contract.valuations.all()[:60]),
        "performance": _signed_percent(queries.performance(contract)),
        "is_stale": queries.is_stale(contract.valued_on),
        "may_attach": may_attach,
        "suggestions": suggestions_for(request.user, contract) if may_attach else [],
        "timeline": history_of(contract),
    }
    return render(request, "contracts/aggregation/detail.html", context)


def _signed_percent(rate: Decimal | None) -> str:
    """`+ 12,3 %`; empty when the rate is not known."""
    if rate is None:
        return ""
    return f"{'+' if rate >= 0 else '−'}\u00a0{format_percent(to_places(abs(rate), 1))}"


@requires(Permission.ORPHANS)
@require_http_methods(["GET", "POST"])
def attachment(request, pk):
    """`Rattacher à…`: choose the client whose an orphan is."""
    contract = _contract_for(request.user, pk)
    if request.method == "POST" and (chosen := _chosen(request)):
        return _attach(request, contract, chosen)
    words = (request.GET.get("q") or request.POST.get("q") or "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    found = Client.objects.visible_to(request.user).matching(words).order_by("sort_name", "pk")[:FOUND] if words else []
    context = {
        "contract": contract,
        "q": words,
        "clients": list(found),
        "suggestions": suggestions_for(request.user, contract),
        "nothing_chosen": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "contracts/aggregation/attachment.html", context, status=status)


def _chosen(request) -> Client | None:
    key = request.POST.get("client", "")
    return _client_for(request.user, int(key)) if key.isascii() and key.isdigit() and len(key) < 16 else None


def _attach(request, contract: PartnerContract, client: Client):
    try:
        added = actions.attach(contract=contract, client=client, by=request.user)
    except (Refused, actions.BadReference) as refused:
        messages.warning(request, getattr(refused, "sentence", str(refused)))
        return redirect(contract)
    told = ngettext(
        "%(count)s contrat est rattaché à %(name)s.", "%(count)s contrats sont rattachés à %(name)s.", added.count
    )
    messages.success(request, told % {"count": added.count, "name": client.display_name})
    return redirect(contract)


@requires(Permission.ORPHANS)
@require_http_methods(["GET", "POST"])
def detachment(request, pk):
    """Undo an attachment: remove the reference that attached the contract."""
    contract = _contract_for(request.user, pk)
    reference = PartnerReference.objects.filter(
        partner=contract.partner,
        client=contract.client,
        normalised__in=(contract.client_normalised, contract.normalised),
    ).first()
    if contract.client is None or reference is None:
        messages.warning(request, _("Ce contrat n’est plus rattaché."))
        return redirect(contract)
    if request.method == "GET":
        return render(request, "contracts/aggregation/detachment.html", {"contract": contract, "reference": reference})
    actions.remove_reference(reference=reference, by=request.user)
    messages.success(request, _("La référence est retirée : le contrat n’a plus de client."))
    return redirect(contract)


@requires(Permission.AGGREGATION)
@require_GET
def client_tab(request, pk):
    """`Agrégation` of a client: contracts, totals and splits, on any day."""
    client = _client_for(request.user, pk)
    form = AsOfForm(request.GET if "au" in request.GET else None)
    day = form.cleaned_data["au"] if form.is_valid() else None
    context = {"client": client, "form": form, "aggregation": Aggregation(request.user, client, day)}
    return render(request, "contracts/aggregation/client.html", context, status=422 if form.errors else 200)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new_reference(request, pk):
    """Add a reference under `Références partenaires`."""
    client = _client_for(request.user, pk)
    form = ReferenceForm(request.POST or None, initial={"reference": request.GET.get("reference", "")[:60]})
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_reference(
                client=client,
                partner=form.cleaned_data["partner"],
                written=form.cleaned_data["reference"],
                by=request.user,
            )
        except actions.BadReference as error:
            form.add_error("reference", str(error))
        else:
            messages.success(request, _attached_sentence(added.count))
            return redirect(f"{reverse('crm:data', args=[client.pk])}#references")
    context = {"client": client, "form": form}
    return render(request, "contracts/aggregation/reference.html", context, status=422 if form.is_bound else 200)


def _attached_sentence(count: int) -> str:
    if not count:
        return _("La référence est ajoutée. Aucun contrat ne la porte pour l’instant.")
    told = ngettext(
        "La référence est ajoutée : %(count)s contrat rattaché.",
        "La référence est ajoutée : %(count)s contrats rattachés.",
        count,
    )
    return told % {"count": count}


@requires(Permission.CLIENTS_EDIT)
@require_POST
def reference_removal(request, pk, reference):
    """Remove a reference; its contracts become orphans again. `Annuler` adds it back."""
    client = _client_for(request.user, pk)
    row = get_object_or_404(PartnerReference.objects.select_related("partner", "client"), pk=reference, client=client)
    if not request.user.has_right(Permission.AGGREGATION):
        raise PermissionDenied
    count = actions.remove_reference(reference=row, by=request.user)
    told = ngettext(
        "La référence est retirée : %(count)s contrat sans client.",
        "La référence est retirée : %(count)s contrats sans client.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('crm:data', args=[client.pk])}#references")
