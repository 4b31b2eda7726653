"""One-time codes: sent, typed, locked. No code is stored in clear."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.codes.enums import Channel, Death, GaugeKind, Limit, Outcome, State

EVALUATED = (Outcome.ACCEPTED, Outcome.WRONG, Outcome.EXPIRED)


class Subject(models.Model):
    """Subject of a code, named without a foreign key, as in the history: `contracts.contract` and `12`."""

    purpose = models.CharField(_("usage"), max_length=40)
    about_type = models.CharField(_("type de dossier"), max_length=60)
    about_id = models.CharField(_("dossier"), max_length=40)

    class Meta:
        abstract = True


class Challenge(Subject):
    """One code: recipient, document it signs, expiry, end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(_("mobile"), max_length=20)
    document_sha256 = models.CharField(_("empreinte du document"), max_length=64, blank=True)
    code_digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.LIVE)
    death = models.CharField(_("motif"), max_length=12, choices=Death.choices, blank=True)
    created_at = models.DateTimeField(_("créé le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    sent_on_demand = models.BooleanField(_("renvoyé à la demande"), default=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "purpose"],
                condition=Q(state=State.LIVE),
                name="codes_challenge_one_live",
            ),
            models.CheckConstraint(
                condition=Q(state=State.LIVE, ended_at=None, death="")
                | Q(state=State.USED, ended_at__isnull=False, death="")
                | (Q(state=State.DEAD, ended_at__isnull=False) & ~Q(death="")),
                name="codes_challenge_end_is_told",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="codes_challenge_has_a_life"),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id", "purpose", "created_at"], name="codes_challenge_about"),
            models.Index(fields=["phone", "created_at"], name="codes_challenge_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.about_type} {self.about_id} · {self.state}"


class Attempt(Subject):
    """One typed code. Rows are only added: they are the counters and the evidence."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="attempts")
    at = models.DateTimeField(_("le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    channel = models.CharField(_("canal"), max_length=8, choices=Channel.choices)
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome.choices)

    class Meta:
        verbose_name = _("saisie de code")
        verbose_name_plural = _("saisies de code")
        constraints = [
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(outcome__in=EVALUATED), name="codes_attempt_one_try_per_code"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=EVALUATED) | Q(challenge__isnull=False), name="codes_attempt_has_a_code"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.CLIENT) | Q(by__isnull=False), name="codes_attempt_agent_is_named"
            ),
        ]
        indexes = [
            models.Index(
                fields=["about_type", "about_id", "purpose", "at"],
                condition=Q(outcome=Outcome.WRONG),
                name="codes_attempt_wrong_about",
            ),
            models.Index(fields=["by", "at"], condition=Q(outcome=Outcome.WRONG), name="codes_attempt_wrong_by"),
        ]

    def __str__(self) -> str:
        return f"{self.about_type} {self.about_id} · {self.outcome}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An attempt is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An attempt is never removed: it is a counter and a piece of evidence.")


class Gauge(models.Model):
    """What is locked while one counts: a subject, a number, an agent. The counts are those of the rows.

    `reopened_at` is when the back-office last lifted a lock on it: the 24-hour window starts there.
    """

    kind = models.PositiveSmallIntegerField(choices=GaugeKind.choices)
    key = models.CharField(max_length=160)
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="codes_gauge_key")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Lock(Subject):
    """A limit was reached: no code is made or read about this subject until the back-office lifts it.

    When an agent typed too many wrong codes the subject is the agent's own account.
    """

    limit = models.CharField(_("limite"), max_length=20, choices=Limit.choices)
    gauge = models.ForeignKey(Gauge, models.PROTECT, related_name="locks", db_index=False)
    at = models.DateTimeField(_("bloqué le"))
    lifted_at = models.DateTimeField(_("débloqué le"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lift_reason = models.CharField(_("motif du déblocage"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("blocage")
        verbose_name_plural = _("blocages")
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "purpose", "limit"],
                condition=Q(lifted_at=None),
                name="codes_lock_one_open",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="codes_lock_lift_is_told",
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(lifted_at=None), name="codes_lock_open")]

    def __str__(self) -> str:
        return f"{self.about_type} {self.about_id} · {self.limit}"

    @property
    def can_be_lifted(self) -> bool:
        """Return whether the lock can be lifted; that of the total limit is final: make a new contract (ADR 0005)."""
        return self.limit != Limit.WRONG_IN_LIFE
