"""Suggestions while the name or the SIREN of a company is typed (`static/js/suggest.js`)."""

import json

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.companies import directory
from crm.companies.directory import DirectoryDown
from crm.companies.enums import UnitState
from crm.companies.reading import Company, Place
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.components.formats import siren


@requires(Permission.CONTRACTS_CREATE, Permission.CLIENTS_EDIT)
@require_safe
def suggestions(request):
    """Companies of the State's directory for `q`: a name, a SIREN or a SIRET."""
    try:
        found = directory.search(request.GET.get("q", "")[: directory.LONGEST]).companies
    except DirectoryDown:
        note = _("L’annuaire des entreprises ne répond pas : saisissez la société à la main.")
        return render(request, "crm/suggestions/options.html", {"options": [], "note": note})
    options = [{"label": _name(each), "hint": _hint(each), "fill": _fill(each)} for each in found]
    return render(request, "crm/suggestions/options.html", {"options": options, "note": ""})


def _name(company: Company) -> str:
    return company.name or f"{company.first_name} {company.last_name}".strip() or company.siren


def _place(company: Company) -> Place:
    """The head office, or the establishment in France of a company abroad."""
    chosen = company.establishment("")
    place = chosen.place if chosen else Place()
    return Place() if place.country else place


def _hint(company: Company) -> str:
    closed = "" if company.state == UnitState.OPEN else str(company.state.label)
    return " · ".join(part for part in (siren(company.siren), _place(company).one_line, closed) if part)


def _fill(company: Company) -> str:
    place = _place(company)
    code = place.postal_code if place.postal_code.isdigit() else ""
    where = {"address": place.address, "address_extra": place.extra, "postal_code": code, "city": place.city[:120]}
    return json.dumps({"company_name": _name(company), "siren": company.siren, **where})
