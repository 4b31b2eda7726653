"""The photo of a client's adviser, for that client."""

from django.http import Http404
from django.views.decorators.http import require_safe

from crm.clients.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.accounts.views import photo_of


@requires(Permission.SPACE_OWN)
@require_safe
def photo(request):
    """The photo of the person who follows the reader's own file."""
    found = Client.objects.filter(account=request.user.pk, removed_at=None).select_related("owner").first()
    if found is None or not found.owner.photo:
        raise Http404
    return photo_of(found.owner)
