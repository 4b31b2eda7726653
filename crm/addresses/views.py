"""Suggestions while an address is typed (`static/js/suggest.js`)."""

import json

from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.addresses import directory
from crm.addresses.reading import Address
from portal.access.decorators import requires
from portal.access.permissions import Permission


@requires(Permission.CONTRACTS_CREATE, Permission.CLIENTS_EDIT)
@require_safe
def suggestions(request):
    """Addresses for `q`, or towns with their postcode when `type` is `commune`."""
    towns = request.GET.get("type") == "commune"
    options = [_option(each) for each in directory.search(request.GET.get("q", ""), towns=towns)]
    return render(request, "crm/suggestions/options.html", {"options": options, "note": ""})


def _option(address: Address) -> dict:
    label, hint = (address.line, address.town) if address.line else (address.town, "")
    return {"label": label, "hint": hint, "fill": _fill(address)}


def _fill(address: Address) -> str:
    values = {"postal_code": address.postal_code, "city": address.city}
    return json.dumps({"address": address.line, **values} if address.line else values)
