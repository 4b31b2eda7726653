from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """What a line counts towards; a line never changes its state: another line is added."""

    EXPECTED = "attendu", _("Attendu")
    EARNED = "acquis", _("Acquis")
    TAKEN_BACK = "repris", _("Repris")


STATE_TONES = {State.EXPECTED: "info", State.EARNED: "success", State.TAKEN_BACK: "danger"}
