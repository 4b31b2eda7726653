"""Follow-up, provenance and recommendation of a prospect: a client in the stage `PROSPECT`."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.models import Client
from crm.prospects.enums import NEXT_STEPS, PROGRESS_TONES, STEP_TONES, USUAL_PROBABILITY, Channel, Progress, Step
from crm.prospects.workflow import FollowUpWorkflow
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.values import dates
from portal.records.models import Record


class FollowUpQuerySet(StatusQuerySet):
    def visible_to(self, user):
        """Follow-ups of the clients that `user` may see."""
        return self.filter(client__in=Client.objects.visible_to(user))


class FollowUp(FollowUpWorkflow, Record, StatusModel):
    """What is known of a sale in the making."""

    STATUS_TONES = PROGRESS_TONES

    client = models.OneToOneField(Client, models.CASCADE, related_name="follow_up")
    status = FSMField(
        _("état d’avancement"), choices=Progress, default=Progress.DISCUSSING, protected=True, max_length=12
    )
    step = models.CharField(_("étape"), max_length=10, choices=Step, default=Step.CONTACT)
    turnover = models.DecimalField(_("CA de l’année en cours"), max_digits=14, decimal_places=2, null=True, blank=True)
    forecast = models.DecimalField(_("CA prévu"), max_digits=14, decimal_places=2, null=True, blank=True)
    probability = models.PositiveSmallIntegerField(_("probabilité"), default=USUAL_PROBABILITY[Step.CONTACT])
    expected_on = models.DateField(_("date prévue"), null=True, blank=True)
    comment = models.TextField(_("commentaire"), max_length=4000, blank=True)
    ready_at = models.DateTimeField(_("prêt le"), null=True, blank=True, editable=False)
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("suivi de prospect")
        verbose_name_plural = _("suivis de prospects")
        indexes = [
            models.Index(fields=["status", "step"], name="crm_followup_board"),
            models.Index(fields=["expected_on"], name="crm_followup_expected"),
        ]
        constraints = [
            models.CheckConstraint(name="crm_followup_status_known", condition=Q(status__in=Progress.values)),
            models.CheckConstraint(name="crm_followup_step_known", condition=Q(step__in=Step.values)),
            models.CheckConstraint(name="crm_followup_probability", condition=Q(probability__lte=100)),
            models.CheckConstraint(
                name="crm_followup_ready_has_a_moment",
                condition=Q(status=Progress.READY, ready_at__isnull=False)
                | (~Q(status=Progress.READY) & Q(ready_at=None)),
            ),
            models.CheckConstraint(
                name="crm_followup_amounts_positive",
                condition=(Q(turnover=None) | Q(turnover__gte=0)) & (Q(forecast=None) | Q(forecast__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.client)

    def get_absolute_url(self) -> str:
        return self.client.get_absolute_url()

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    def is_ready(self) -> bool:
        return self.status == Progress.READY

    @property
    def step_label(self) -> str:
        """The step while people talk, else the state."""
        return self.get_step_display() if self.status == Progress.DISCUSSING else self.status_label

    @property
    def step_tone(self) -> str:
        return STEP_TONES[self.step] if self.status == Progress.DISCUSSING else self.status_tone


class AttributionQuerySet(models.QuerySet):
    """Provenance is written once: only its client may follow a merge; its confirmation and end are added."""

    def update(self, **values):
        if set(values) - {"client", "client_id", "confirmed_at", "ended_at"}:
            raise TypeError("Who brought a prospect is never rewritten.")
        return super().update(**values)


class Attribution(models.Model):
    """Who brought a prospect, for which agency, how, when, under which agreement: it decides who is paid.

    The first one of a SIREN wins, by the order of the database.
    """

    client = models.OneToOneField(Client, models.CASCADE, related_name="attribution")
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("apporteur"))
    agency = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("agence")
    )
    channel = models.CharField(_("origine"), max_length=10, choices=Channel, default=Channel.PORTAL)
    agreement = models.CharField(_("convention"), max_length=200)
    at = models.DateTimeField(_("enregistré le"), default=dates.now)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fin"), null=True, blank=True)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenances")
        constraints = [
            models.UniqueConstraint(
                fields=["siren"], condition=Q(ended_at=None) & ~Q(siren=""), name="crm_attribution_first_wins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.siren} · {self.agent}"

    def save(self, *args, **kwargs):
        """Insert, or add the SIREN that was not known at first; nothing else is ever written over."""
        if not self._state.adding and set(kwargs.get("update_fields") or ["*"]) - {"siren"}:
            raise TypeError("Who brought a prospect is never rewritten.")
        super().save(*args, **kwargs)


class Recommendation(Record):
    """What the sales team must know to answer without calling back (F10)."""

    client = models.OneToOneField(Client, models.CASCADE, related_name="recommendation")
    activity = models.TextField(_("son activité"), max_length=4000, blank=True)
    needs = models.TextField(_("ses besoins"), max_length=4000, blank=True)
    invoices = models.TextField(_("ses factures"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("recommandation")
        verbose_name_plural = _("recommandations")

    def __str__(self) -> str:
        return str(self.client)

    @property
    def is_complete(self) -> bool:
        return bool(self.activity and self.needs and self.invoices)
