"""Erasure of personal data of codes: the numbers go, the facts stay."""

from portal.audit.history import subject_key
from portal.codes.models import Challenge


def forget_numbers(about) -> int:
    """Blank the mobile of every ended code about an object."""
    kind, key = subject_key(about)
    return Challenge.objects.filter(about_type=kind, about_id=key, ended_at__isnull=False).update(phone="")
