from django.db.models import TextChoices


class Verdict(TextChoices):
    """Kinds of a verified file."""

    SEALED = "sealed"  # exactly the signed contract with its seal
    SHOWN = "shown"  # exactly what the client was shown, before the seal
    REPLACED = "replaced"  # an earlier document, replaced before the signature
    ALTERED = "altered"  # begins as a document of ours, then differs
    BROKEN = "broken"  # has our seal, over other bytes than those that were sealed
    NOT_KEPT = "not_kept"  # has our valid seal, and is no longer stored
    UNREAD = "unread"  # unknown, and its seal could not be read
    UNKNOWN = "unknown"


RECOGNISED = {Verdict.SEALED, Verdict.SHOWN, Verdict.REPLACED}
