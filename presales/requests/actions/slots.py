"""What becomes of held dates."""

from presales.requests.enums import SlotState
from presales.requests.models import PresalesRequest


def release(request: PresalesRequest, *, but: int | None = None) -> int:
    """Give back every date that the request holds or took, save the one whose key is `but`; how many."""
    found = request.slots.exclude(state=SlotState.RELEASED)
    if but is not None:
        found = found.exclude(pk=but)
    return found.update(state=SlotState.RELEASED)
