"""What pages read of signatories."""

from crm.clients.models import Client
from crm.signatories.models import Signatory
from crm.signatories.rules import SHARED_MOBILE


def clients_sharing(phone: str) -> int:
    """How many clients use a mobile, for themselves or for a signatory."""
    if not phone:
        return 0
    own = Client.objects.filter(phone=phone, removed_at=None).values_list("pk", flat=True)
    theirs = Signatory.objects.filter(phone=phone, client__removed_at=None).values_list("client_id", flat=True)
    return len(set(own[:100]) | set(theirs[:100]))


def needs_review(signatory: Signatory) -> bool:
    """Whether the back-office has to look at a mobile that more than three clients share."""
    return signatory.phone_reviewed_at is None and clients_sharing(signatory.phone) > SHARED_MOBILE


def may_sign(signatory: Signatory) -> bool:
    """Whether this person may sign today."""
    return not signatory.problem and not needs_review(signatory)
