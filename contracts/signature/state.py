"""State of a signature, for the pages that show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.sales.enums import SIGNATURE
from contracts.sales.models import Contract
from portal.codes import lifting
from portal.core.values.kept_words import to_tell
from portal.messaging.outbox import messages_about
from portal.messaging.states import DEAD_NUMBER, Channel


@dataclass(frozen=True)
class SigningState:
    """State of a signature: document, live code, delivery of its SMS, locks."""

    document_ready: bool
    problem: str
    challenge_id: UUID | None
    wrong_left: int
    expires_at: datetime | None
    next_send_at: datetime | None
    lock_sentence: str
    delivery: object | None
    has_expired: bool

    @property
    def needs_code(self) -> bool:
        """Return whether there is no code that could be typed now."""
        return self.challenge_id is None or self.has_expired

    @property
    def dead_number(self) -> bool:
        """Return whether the client's number receives no SMS: the page then offers to correct it."""
        return bool(self.delivery) and self.delivery.is_lost and self.delivery.error_code in DEAD_NUMBER


def signing_state(contract: Contract, *, by=None) -> SigningState:
    """Return what the signature page shows now."""
    code = lifting.status_of(contract, SIGNATURE, by=by)
    return SigningState(
        document_ready=bool(contract.document_id),
        problem=to_tell(contract.document_error),
        challenge_id=code.live.pk if code.live else None,
        wrong_left=code.wrong_left_today,
        expires_at=code.expires_at,
        next_send_at=code.next_send_at,
        lock_sentence=code.sentence,
        delivery=messages_about(contract).filter(channel=Channel.SMS).first(),
        has_expired=code.has_expired,
    )


def why_locked(contract: Contract) -> str:
    """Return why no code can be typed; empty when one can, or none is expected. One query."""
    return lifting.lock_sentence(contract, SIGNATURE) if contract.awaits_client else ""
