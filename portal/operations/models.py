"""Signs of life of the processes that no request goes through, and the last verification of the histories."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last sign of life of one role, and until when its holder alone may play it.

    `name` is a role (`beat`, `worker`), or `schedule:<entry>` for the last run of a rare entry of the schedule.
    Moments are those of the database, so that the clocks of two machines need not agree.
    """

    name = models.CharField(max_length=100, unique=True)
    holder = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    lease_until = models.DateTimeField()

    class Meta:
        verbose_name = _("signe de vie")
        verbose_name_plural = _("signes de vie")

    def __str__(self) -> str:
        return f"{self.name} · {self.holder}"


class Verification(models.Model):
    """One verification of every history: when it ended, and the first problems found, each in a sentence."""

    at = models.DateTimeField(_("fin"), db_index=True)
    events = models.PositiveBigIntegerField(_("événements"))
    problems = models.JSONField(_("problèmes"), default=list)

    class Meta:
        verbose_name = _("vérification")
        verbose_name_plural = _("vérifications")
