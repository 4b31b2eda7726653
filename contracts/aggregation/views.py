"""Pages of aggregation: one contract, a client's tab, references, attaching orphans."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from contracts.aggregation import actions, queries
from contracts.aggregation.forms import AsOfForm, ReferenceForm
from contracts.aggregation.models import PartnerContract, PartnerReference
from contracts.aggregation.presentation import Aggregation
from contracts.aggregation.suggestions import suggestions_for
from crm.clients.picking import ClientPicker
from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.plugs.panels import panels_for
from portal.core.values.money import format_percent, to_places
from portal.ui.steps import Place, Step, form_page, step_page
from portal.undo.offers import offer

SHOWN = 60  # contracts of a client, before they ask for all

DETACHMENT = Step(
    title=gettext_lazy("Détacher le contrat"),
    text=gettext_lazy(
        "La référence %(reference)s est retirée de la fiche de %(name)s. "
        "Tous les contrats qui la portent n’auront plus de client."
    ),
    button=gettext_lazy("Détacher"),
    icon="x",
    done=gettext_lazy("La référence est retirée : le contrat n’a plus de client."),
    danger=True,
)


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
        "conflict": _conflict(request.user, contract) if contract.is_orphan else [],
        "timeline": history_of(contract),
    }
    return render(request, "contracts/aggregation/detail.html", context)


def _conflict(user, contract: PartnerContract) -> list[PartnerReference]:
    """Return the references of the two clients that claim an orphan; those out of scope keep their name to them."""
    borne = queries.claimants(contract)
    if len({each.client_id for each in borne}) < 2:
        return []
    mine = Client.objects.visible_to(user).filter(pk__in=[each.client_id for each in borne])
    keys = set(mine.values_list("pk", flat=True))
    for each in borne:
        each.may_open = each.client_id in keys
    return borne


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
    picker = ClientPicker(request, words=contract.holder)
    if picker.chosen:
        return _attach(request, contract, picker.chosen)
    context = {"contract": contract, "picker": picker, "suggestions": suggestions_for(request.user, contract)}
    return render(request, "contracts/aggregation/attachment.html", context, status=picker.status)


def _attach(request, contract: PartnerContract, client: Client):
    try:
        added = actions.attach(contract=contract, client=client, by=request.user)
    except (Refused, actions.BadReference) as refused:
        messages.warning(request, getattr(refused, "sentence", str(refused)))
        return redirect(contract)
    told = ngettext(
        "%(count)s contrat est rattaché à %(name)s.", "%(count)s contrats sont rattachés à %(name)s.", added.count
    )
    offer(request, told % {"count": added.count, "name": client.display_name}, added.reversal)
    return redirect(contract)


@requires(Permission.ORPHANS)
@require_http_methods(["GET", "POST"])
def detachment(request, pk):
    """`Détacher`, after asking: the reference that attached the contract is removed."""
    contract = _contract_for(request.user, pk)
    if contract.client is None:
        messages.warning(request, _("Ce contrat n’est plus rattaché."))
        return redirect(contract)
    if request.method == "POST":
        removed = actions.detach(contract=contract, by=request.user)
        offer(request, str(DETACHMENT.done), removed.reversal)
        return redirect(contract)
    place = Place(contract, _("Contrat"), contract.reference, shows_status=False)
    values = {"reference": contract.client_reference, "name": contract.client.display_name}
    return step_page(request, DETACHMENT, place, actions.detach, values=values)


@requires(Permission.AGGREGATION)
@require_GET
def client_tab(request, pk):
    """`Agrégation` of a client: contracts, totals and splits, on any day."""
    client = _client_for(request.user, pk)
    form = AsOfForm(request.GET if "au" in request.GET else None)
    day = form.cleaned_data["au"] if form.is_valid() else None
    aggregation = Aggregation(request.user, client, day)
    shown = None if "tous" in request.GET else SHOWN
    context = {
        "client": client,
        "form": form,
        "aggregation": aggregation,
        "held": aggregation.held[:shown],
        "hidden": len(aggregation.held[shown:]) if shown else 0,
        "ended": aggregation.ended[:shown],
        "panels": panels_for(request, client, place="aggregation"),
    }
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
            offer(request, _attached_sentence(added.count), added.reversal)
            return redirect(f"{reverse('crm:data', args=[client.pk])}#references")
    context = {"client": client, "form": form}
    return form_page(request, form, "contracts/aggregation/reference.html", context)


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
    removed = actions.remove_reference(reference=row, by=request.user)
    told = ngettext(
        "La référence est retirée : %(count)s contrat sans client.",
        "La référence est retirée : %(count)s contrats sans client.",
        removed.count,
    )
    offer(request, told % {"count": removed.count}, removed.reversal)
    return redirect(f"{reverse('crm:data', args=[client.pk])}#references")
