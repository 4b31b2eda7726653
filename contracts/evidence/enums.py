from django.db.models import TextChoices


class Verdict(TextChoices):
    """What can be said of a file somebody brought."""

    SEALED = "sealed"  # to the byte, the signed contract under its seal
    SHOWN = "shown"  # to the byte, what the client was shown, before the seal
    REPLACED = "replaced"  # was shown once; another document took its place before the signature
    ALTERED = "altered"  # begins as a document of ours, and does not go on as it
    BROKEN = "broken"  # bears our seal, over other bytes than those that were sealed
    NOT_KEPT = "not_kept"  # bears our seal, unbroken, and is not among the files any more
    UNREAD = "unread"  # unknown, and its seal could not be read
    UNKNOWN = "unknown"


RECOGNISED = {Verdict.SEALED, Verdict.SHOWN, Verdict.REPLACED}
