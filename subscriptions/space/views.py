"""`Mon espace`: everything that belongs to a client, on one page."""

from django.shortcuts import render
from django.template.loader import render_to_string

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.space import blocks_of


@requires(Permission.SPACE_OWN)
def index(request):
    """The blocks that rooms plug in, in their order."""
    blocks = [
        (block, render_to_string(block.template, context, request=request))
        for block, context in blocks_of(request.user)
    ]
    return render(request, "subscriptions/space/index.html", {"blocks": blocks})
