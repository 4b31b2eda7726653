"""Documents of a contract, for readers who may see it."""

from django.http import Http404

from contracts.sales.scope import contract_for
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.documents.serving import serve_to_read

DOWNLOAD = "telecharger"


@requires(Permission.CONTRACTS_VIEW)
def document(request, number):
    """The frozen PDF, shown in the browser."""
    return _serve(request, contract_for(request.user, number).document)


@requires(Permission.CONTRACTS_VIEW)
def signed_document(request, number):
    """The sealed PDF."""
    return _serve(request, contract_for(request.user, number).signed_document)


def _serve(request, stored):
    if stored is None:
        raise Http404
    return serve_to_read(request, stored, inline=DOWNLOAD not in request.GET)
