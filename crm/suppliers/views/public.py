"""A supplier behind their invitation: the company is looked up, then who they are and where they are paid."""

from django.shortcuts import render

from crm.prospects.looking import address_of, initial_of, look, pick
from crm.suppliers import actions
from crm.suppliers.enums import LinkState
from crm.suppliers.forms import SupplierForm
from crm.suppliers.messages import send_invitation
from crm.suppliers.models import SupplierLink
from portal.audit.transitions import Refused


def company(request, link, tie):
    """Search the company, choose it, or type it; reading changes nothing."""
    if tie.state != LinkState.INVITED:
        return render(request, "crm/suppliers/public/ended.html", {})
    if request.method == "POST":
        return _confirm(request, tie)
    found, is_down = pick(request.GET.get("siren", ""))
    context = {"tie": tie, "base": request.path}
    if found is None and not is_down and "saisie" not in request.GET:
        return render(request, "crm/suppliers/public/search.html", context | {"found": look(_words(request))})
    initial = {"company_name": tie.company_name}
    if found:
        known = initial_of(found)
        initial = {"siren": known["siren"], "company_name": known["company_name"] or found.name} | address_of(found)[0]
    form = SupplierForm(initial=initial)
    return render(request, "crm/suppliers/public/form.html", context | {"form": form, "is_down": is_down})


def _words(request) -> str:
    return request.GET.get("q", "")


def _confirm(request, tie):
    form = SupplierForm(request.POST)
    if form.is_valid():
        values = {"company": form.company(), "person": form.person(), "iban": form.cleaned_data["iban"]}
        try:
            actions.confirm(link=tie, **values)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return render(request, "crm/suppliers/public/done.html", {"tie": tie})
    context = {"tie": tie, "base": request.path, "form": form, "is_down": False}
    return render(request, "crm/suppliers/public/form.html", context, status=422)


def done(request, link, tie):
    return render(request, "crm/suppliers/public/done.html", {"tie": tie})


def renew(link) -> None:
    """Send a new link for one that has expired."""
    tie = SupplierLink.objects.filter(pk=link.about_id, state=LinkState.INVITED).first()
    if tie is not None:
        send_invitation(tie)
