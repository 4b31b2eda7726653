"""`Ajouter un nouveau prospect`: look a company up or type it, then its file is open (F1–F3)."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.clients.actions import MayBeKnown
from crm.clients.models import Client
from crm.prospects.actions import filing
from crm.prospects.forms import NewProspectForm
from crm.prospects.looking import address_of, initial_of, look, pick
from crm.prospects.messages import file_url
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused

BASES = re.compile(r"/prospects/(?:nouveau|\d{1,15}/societe)/", re.ASCII)


@requires(Permission.CLIENTS_EDIT)
@require_http_methods(["GET", "POST"])
def new(request):
    """The search, then the form it fills; the form alone is always one click away."""
    if request.method == "POST":
        return _create(request)
    company, is_down = pick(request.GET.get("siren", ""))
    if company is None and not is_down and "saisie" not in request.GET:
        return render(request, "crm/prospects/search.html", {"found": look(request.GET.get("q", ""))})
    siret = request.GET.get("siret", "")
    typed = request.GET.get("q", "")[:200]
    initial = initial_of(company, siret) if company else {"company_name": "" if typed.isdigit() else typed}
    form = NewProspectForm(initial=initial, company=company)
    return _page(request, form, company=company, is_down=is_down)


@requires(Permission.CLIENTS_EDIT)
@require_safe
def results(request):
    """The companies found, for the script that asks while one types; `base` is the page that a choice leads back to."""
    asked = request.GET.get("base", "")
    base = asked if BASES.fullmatch(asked) else reverse("crm:prospect_new")
    return render(request, "crm/prospects/_results.html", {"found": look(request.GET.get("q", "")), "base": base})


def _create(request):
    company, is_down = pick(request.POST.get("picked", ""))
    form = NewProspectForm(request.POST, company=company)
    if not form.is_valid():
        return _page(request, form, company=company, is_down=is_down, status=422)
    values = form.values()
    matched = company if company and company.siren == values["siren"] else None
    if matched:
        values |= address_of(matched, form.cleaned_data["siret"])[0]
    try:
        client = filing.create(
            values=values,
            registration=_registration(form, matched),
            company=matched,
            key=form.creation_key,
            seen=request.POST.get("vus", "")[:64],
            by=request.user,
        )
    except MayBeKnown as known:
        return _page(request, form, company=company, is_down=is_down, doubles=known.doubles, status=422)
    except filing.Taken:
        form.add_error("siren", taken_sentence())
        return _page(request, form, company=company, is_down=is_down, status=422)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, form, company=company, is_down=is_down, status=422)
    messages.success(request, _("Le dossier est créé. Indiquez maintenant l’avancement."))
    return redirect(file_url(client, "suivi"))


def _registration(form, company) -> dict:
    typed = form.registration()
    country = address_of(company, typed["siret"])[1] if company else ""
    return {**typed, "country": country}


def taken_sentence() -> str:
    return _("Cette entreprise est déjà suivie par un autre conseiller : le premier enregistrement est conservé.")


def _page(request, form, *, company, is_down, doubles=None, status=200):
    known = None
    if "siren" in form.errors and form.data.get("siren"):
        number = "".join(sign for sign in form.data["siren"] if sign.isdigit())[:9]
        known = Client.objects.visible_to(request.user).filter(attribution__siren=number).first()
    context = {"form": form, "company": company, "is_down": is_down, "doubles": doubles, "known": known}
    return render(request, "crm/prospects/new.html", context, status=status)
