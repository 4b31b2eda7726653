"""Cards that people gave to the processor, what was asked of them, and what the processor told."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.values import dates
from portal.core.values.money import format_amount
from subscriptions.payments import purposes
from subscriptions.payments.enums import NEXT_STEPS, OPEN_SETUPS, SETTLED, STATUS_TONES, RefundState, SetupState, Status
from subscriptions.payments.workflow import PaymentWorkflow


class PaymentMethodQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scopes.PURCHASES.rows(self, user, own="account")

    def held(self):
        """Cards kept for later that were neither removed nor replaced, expired ones among them."""
        return self.filter(kept=True, replaced_at=None)

    def usable(self):
        """Cards kept for later that were not replaced and have not expired."""
        today = dates.today()
        later = Q(exp_year__gt=today.year) | Q(exp_year=today.year, exp_month__gte=today.month)
        return self.held().filter(later)


class PaymentMethod(models.Model):
    """A card kept by the processor. Here are its last four digits and its expiry, for people; never its number."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="payment_methods")
    gateway = models.CharField(max_length=12)
    reference = models.CharField(_("référence chez le prestataire"), max_length=120)
    customer = models.CharField(_("client chez le prestataire"), max_length=120, blank=True)
    brand = models.CharField(_("réseau"), max_length=30)
    last4 = models.CharField(_("quatre derniers chiffres"), max_length=4)
    exp_month = models.PositiveSmallIntegerField(_("mois d’expiration"))
    exp_year = models.PositiveSmallIntegerField(_("année d’expiration"))
    kept = models.BooleanField(_("conservée pour d’autres achats"), default=False)
    created_at = models.DateTimeField(_("enregistrée le"), default=dates.now, editable=False)
    replaced_at = models.DateTimeField(_("remplacée le"), null=True, blank=True)
    detached_at = models.DateTimeField(_("oubliée par le prestataire le"), null=True, blank=True)

    objects = PaymentMethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("carte")
        verbose_name_plural = _("cartes")
        constraints = [
            models.UniqueConstraint(fields=["account", "gateway", "reference"], name="payment_method_once"),
            models.CheckConstraint(name="payment_method_month", condition=Q(exp_month__range=(1, 12))),
        ]
        indexes = [
            models.Index(
                fields=["replaced_at"],
                name="payment_method_detach",
                condition=Q(replaced_at__isnull=False, detached_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.brand} •••• {self.last4}"

    @property
    def expiry(self) -> str:
        """`08/2027`."""
        return f"{self.exp_month:02d}/{self.exp_year}"

    def expires_before(self, day) -> bool:
        return (self.exp_year, self.exp_month) < (day.year, day.month)

    @property
    def is_expired(self) -> bool:
        return self.expires_before(dates.today())


class CardSetupQuerySet(models.QuerySet):
    def visible_to(self, user):
        return scopes.PURCHASES.rows(self, user, own="account")

    def waiting(self):
        return self.filter(state__in=OPEN_SETUPS)


class CardSetup(models.Model):
    """A card given outside a purchase, without a charge. The processor alone says that it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="card_setups")
    gateway = models.CharField(_("prestataire"), max_length=12)
    reference = models.CharField(_("référence chez le prestataire"), max_length=120, blank=True)
    replaces = models.ForeignKey(
        PaymentMethod, models.PROTECT, null=True, related_name="+", verbose_name=_("carte remplacée")
    )
    method = models.ForeignKey(
        PaymentMethod, models.PROTECT, null=True, related_name="+", verbose_name=_("carte enregistrée")
    )
    state = models.CharField(_("état"), max_length=10, choices=SetupState, default=SetupState.ASKED)
    refusal = models.CharField(_("refus"), max_length=300, blank=True)
    begun_at = models.DateTimeField(_("commencé le"), default=dates.now)
    settled_at = models.DateTimeField(_("terminé le"), null=True)

    objects = CardSetupQuerySet.as_manager()

    class Meta:
        verbose_name = _("enregistrement de carte")
        verbose_name_plural = _("enregistrements de carte")
        constraints = [
            models.CheckConstraint(name="card_setup_state", condition=Q(state__in=SetupState.values)),
            models.CheckConstraint(
                name="card_setup_settled",
                condition=Q(state__in=OPEN_SETUPS, settled_at=None)
                | Q(state=SetupState.DONE, settled_at__isnull=False, method__isnull=False)
                | Q(state=SetupState.EXPIRED, settled_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["account", "gateway", "replaces"],
                name="card_setup_one_open",
                condition=Q(state__in=OPEN_SETUPS),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["reference"], name="card_setup_reference"),
            models.Index(fields=["settled_at"], name="card_setup_settled_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.begun_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """The page where the holder gives the card, or confirms it with their bank."""
        return reverse("subscriptions:card_setup", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_SETUPS


class PaymentQuerySet(StatusQuerySet):
    def visible_to(self, user):
        """The payments of who pays; all for the back-office."""
        return scopes.PURCHASES.rows(self, user, own="payer")


class Payment(PaymentWorkflow, StatusModel):
    """One amount asked of one account for one thing. `key` names the fact that is charged: it is charged once."""

    STATUS_TONES = STATUS_TONES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("clé"), max_length=120, unique=True, editable=False)
    purpose = models.CharField(_("objet"), max_length=60, editable=False)
    subject_id = models.CharField(max_length=40, editable=False)
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="payments", verbose_name=_("payé par")
    )
    method = models.ForeignKey(
        PaymentMethod, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("carte")
    )
    amount = models.DecimalField(_("montant"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    status = FSMField(_("statut"), choices=Status, default=Status.ASKED, protected=True, max_length=16)
    off_session = models.BooleanField(_("sans le porteur"), default=False)
    keep = models.BooleanField(_("carte à conserver"), default=False)
    gateway = models.CharField(_("prestataire"), max_length=12)
    processor_reference = models.CharField(_("référence chez le prestataire"), max_length=120, blank=True)
    failure_code = models.CharField(max_length=60, blank=True, editable=False)
    failure_sentence = models.CharField(_("refus"), max_length=300, blank=True, editable=False)
    refunded_amount = models.DecimalField(_("remboursé"), max_digits=10, decimal_places=2, default=Decimal(0))
    created_at = models.DateTimeField(_("demandé le"), default=dates.now, editable=False)
    paid_at = models.DateTimeField(_("payé le"), null=True, editable=False)
    closed_at = models.DateTimeField(_("fermé le"), null=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paiement")
        verbose_name_plural = _("paiements")
        indexes = [
            models.Index(fields=["payer", "created_at"], name="payment_payer"),
            models.Index(fields=["purpose", "subject_id"], name="payment_subject"),
            models.Index(fields=["status", "created_at"], name="payment_status"),
            models.Index(fields=["processor_reference"], name="payment_reference"),
        ]
        constraints = [
            models.CheckConstraint(name="payment_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="payment_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="payment_refunds_within_amount",
                condition=Q(refunded_amount__gte=0, refunded_amount__lte=F("amount")),
            ),
            models.CheckConstraint(
                name="payment_paid_has_its_day", condition=~Q(status__in=SETTLED) | Q(paid_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{format_amount(self.amount, self.currency)}"

    def get_absolute_url(self) -> str:
        """The page where the payer gives a card, and reads what became of it."""
        return reverse("subscriptions:payment", args=[self.pk])

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    def takes_cards(self) -> bool:
        """Return whether its payer may give a card now. While a kept one is being charged no other is taken."""
        is_charged_now = self.off_session and self.status == Status.ASKED
        return not (self.is_settled or self.closed_at or is_charged_now)

    @property
    def description(self) -> str:
        return str(purposes.purpose_of(self).describe(self))

    @property
    def return_url(self) -> str:
        return purposes.purpose_of(self).return_url(self)

    def touch(self) -> None:
        self.version += 1


class Refund(models.Model):
    """Money given back. Asked in one transaction, made by the processor, then told to what had been paid for."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("paiement"))
    key = models.CharField(max_length=120, unique=True, editable=False)
    amount = models.DecimalField(_("montant"), max_digits=10, decimal_places=2)
    reason = models.CharField(_("motif"), max_length=500)
    state = models.CharField(_("état"), max_length=8, choices=RefundState, default=RefundState.ASKED)
    processor_reference = models.CharField(max_length=120, blank=True)
    failure_sentence = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("demandé le"), default=dates.now, editable=False)
    done_at = models.DateTimeField(_("fait le"), null=True, editable=False)

    class Meta:
        verbose_name = _("remboursement")
        verbose_name_plural = _("remboursements")
        constraints = [
            models.CheckConstraint(name="payment_refund_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="payment_refund_state", condition=Q(state__in=RefundState.values)),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="payment_refund_asked", condition=Q(state=RefundState.ASKED))
        ]


class ProcessorEvent(models.Model):
    """What the processor told us, as it came. It is handled once, in the transaction of its effect."""

    gateway = models.CharField(max_length=12)
    event_id = models.CharField(_("identifiant"), max_length=120, unique=True)
    kind = models.CharField(_("type"), max_length=80)
    body = models.JSONField(_("contenu"))
    received_at = models.DateTimeField(_("reçu le"), default=dates.now, editable=False)
    handled_at = models.DateTimeField(_("traité le"), null=True, editable=False)
    outcome = models.CharField(_("suite"), max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("événement du prestataire")
        verbose_name_plural = _("événements du prestataire")
        indexes = [
            models.Index(fields=["received_at"], name="payment_event_waiting", condition=Q(handled_at=None)),
            models.Index(fields=["handled_at"], name="payment_event_handled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
