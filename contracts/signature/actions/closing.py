"""End of a signature when its contract is closed."""

from contracts.sales.enums import SIGNATURE
from contracts.sales.models import Contract
from contracts.signature import messages
from portal.codes import challenges
from portal.codes.enums import Death
from portal.links import making as links


def close(row: Contract) -> Contract:
    """End the signature of a locked contract: revoke the code, its unsent SMS and the links."""
    challenges.kill(about=row, purpose=SIGNATURE, reason=Death.CLOSED)
    links.revoke(row, SIGNATURE)
    messages.cancel_codes(row)
    return row
