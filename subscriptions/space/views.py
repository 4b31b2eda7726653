"""`Mon espace`: everything that belongs to a client, on one page."""

from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.access.shell import is_client
from portal.core.plugs.space import blocks_of


@requires(Permission.SPACE_OWN)
def index(request):
    """The blocks that rooms plug in, in their order; a client finds them on their home page."""
    if is_client(request.user):
        return redirect("dashboard:home")
    blocks = [
        (block, render_to_string(block.template, context, request=request))
        for block, context in blocks_of(request.user)
    ]
    return render(request, "subscriptions/space/index.html", {"blocks": blocks})
