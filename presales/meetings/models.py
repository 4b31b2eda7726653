"""Dates proposed for a request, and the secret URL of a person's calendar."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.reading import reads
from portal.core.values import dates
from presales.meetings import rules
from presales.meetings.enums import SlotState


class SlotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the slots of the requests that `user` may see."""
        requests = self.model._meta.get_field("request").related_model
        return self.filter(request__in=requests.objects.visible_to(user))


class Slot(models.Model):
    """A date proposed for a request: held while it can be chosen, taken, or released."""

    request = models.ForeignKey("presales.PresalesRequest", models.CASCADE, related_name="slots")
    round = models.PositiveSmallIntegerField(_("tour de propositions"))
    start = models.DateTimeField(_("début"))
    end = models.DateTimeField(_("fin"))
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="presales_slots", verbose_name=_("intervenant")
    )
    state = models.CharField(_("état"), max_length=10, choices=SlotState, default=SlotState.HELD)
    held_until = models.DateTimeField(_("réservé jusqu’au"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("créneau")
        verbose_name_plural = _("créneaux")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["expert", "start"], name="presales_slot_expert"),
            models.Index(fields=["held_until"], name="presales_slot_held", condition=Q(state="held")),
            models.Index(
                fields=["start", "id"],
                name="presales_slot_busy",
                condition=Q(state__in=[SlotState.HELD, SlotState.TAKEN]),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="presales_slot_ends_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="presales_slot_state_known", condition=Q(state__in=SlotState.values)),
            models.UniqueConstraint(fields=["request", "round", "start"], name="presales_slot_once_in_a_round"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="taken"), name="presales_one_slot_taken_per_request"
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        return rules.in_words(self.start, self.end)

    @property
    @reads("start")
    def day(self) -> str:
        return rules.day_in_words(self.start)

    @property
    @reads("start", "end")
    def hours(self) -> str:
        return gettext("de %(from)s à %(to)s") % {
            "from": rules.hour_in_words(self.start),
            "to": rules.hour_in_words(self.end),
        }

    @property
    def is_held(self) -> bool:
        return self.state == SlotState.HELD


class AgendaKey(models.Model):
    """Secret URL of a person's calendar, stored hashed: shown once, renewed or revoked at will."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presales_agenda")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
