"""The home page of a client: what waits for them, then the blocks of their space."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from portal.core.plugs.board import Side
from portal.core.plugs.home import blocks_for
from portal.core.plugs.space import SpaceBlock, blocks_of
from portal.dashboard import board


def home(request):
    """Lay out the client's space: the first thing to do large, the others below it, then what is theirs."""
    waiting = board.half(request.user, Side.ME).lines
    drawn = [_drawn(request, block, context) for block, context in blocks_of(request.user)]
    return render(
        request,
        "dashboard/client.html",
        {
            "next": waiting[0] if waiting else None,
            "others": waiting[1:],
            "main": [each for each in drawn if each["block"].place == "main"],
            "aside_blocks": [each for each in drawn if each["block"].place == "aside"],
            "blocks": blocks_for(request),
        },
    )


def _drawn(request, block: SpaceBlock, context: dict) -> dict:
    return {
        "block": block,
        "html": render_to_string(block.template, context, request=request),
        "all_url": reverse(block.all_url_name) if block.all_url_name and context.get("has_more", True) else "",
    }
