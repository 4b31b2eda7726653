"""The page behind the link that a signatory receives."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from crm.signatories import actions


@require_http_methods(["GET", "POST"])
def verification(request, link, signatory):
    """A button confirms the address: opening the page, as scanners of mail do, changes nothing."""
    if request.method == "POST":
        actions.verify_email(signatory=signatory, link=link)
        return verified(request, link, signatory)
    return render(request, "crm/signatories/verification.html", {"signatory": signatory})


def verified(request, link, signatory):
    return render(request, "crm/signatories/verified.html", {})
