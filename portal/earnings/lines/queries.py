"""What others read of the lines; every queryset of a page starts from `visible_to`."""

from portal.audit.history import subject_key
from portal.earnings.lines.enums import State
from portal.earnings.lines.models import Earning


def was_earned(source, kind: str) -> bool:
    """Whether a line was ever earned by `source`, also when it was taken back since."""
    source_type, source_id = subject_key(source)
    return Earning.objects.filter(source_type=source_type, source_id=source_id, kind=kind, state=State.EARNED).exists()
