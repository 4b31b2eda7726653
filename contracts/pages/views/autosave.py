"""The draft saved by itself while one types (`static/js/contracts/autosave.js`)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contracts.pages.selling import lines_of, price_in_words, summary_of
from contracts.pages.views.drafts import begin_from, change_from, picked_client
from contracts.sales.actions.drafting import may_be_picked
from contracts.sales.forms import ContractForm
from contracts.sales.scope import draft_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.records.actions import Stale

CONFLICT, NOTHING = 409, 204


@requires(Permission.CONTRACTS_CREATE)
@require_POST
def begin(request):
    """Make the draft of a new contract, or save it again: the form's key finds it."""
    client = picked_client(request)
    form = _read(ContractForm(request.POST))
    if form.is_blank():
        return HttpResponse(status=NOTHING)

    return _answer(request, form, lambda: begin_from(form, client, by=request.user, quietly=True))


@requires(Permission.CONTRACTS_CREATE)
@require_POST
def go_on(request, pk):
    """Save a draft with what is valid in the form."""
    contract = draft_for(request.user, pk)
    client = picked_client(request, contract) if may_be_picked(contract) else None
    form = _read(ContractForm(request.POST, instance=contract))
    return _answer(request, form, lambda: change_from(form, contract, client, by=request.user, quietly=True))


def _read(form: ContractForm) -> ContractForm:
    form.is_valid()
    return form


def _answer(request, form, save):
    try:
        draft = save()
    except Stale:
        sentence = _("Ce brouillon a été modifié ailleurs, par exemple dans un autre onglet.")
        return _conflict(request, sentence)
    except Refused as refused:
        return _conflict(request, refused.sentence)
    if not draft.is_draft:
        return _conflict(request, _("Ce contrat est déjà envoyé en signature."))
    wrong = [form.fields[name].label for name in form.errors if name in form.Meta.fields]
    context = {
        "draft": draft,
        "address": reverse("contracts:draft", args=[draft.pk]),
        "at": dates.now().astimezone(dates.PARIS),
        "wrong": ", ".join(str(label).lower() for label in wrong),
        "lines": lines_of(draft),
        "summary": summary_of(draft),
        "price": price_in_words(draft),
    }
    return render(request, "contracts/sale/saved.html", context)


def _conflict(request, sentence):
    return render(request, "contracts/sale/not_saved.html", {"sentence": sentence}, status=CONFLICT)
