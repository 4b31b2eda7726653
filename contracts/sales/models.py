"""A contract: the client's identity and the product as they were sold, the frozen document, the signature."""

import re
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from catalog.models import Product
from catalog.offer.enums import Billing
from contracts.sales.addresses import NumberConverter
from contracts.sales.enums import (
    NEXT_STEPS,
    STATUS_TONES,
    CallOutcome,
    Origin,
    SigningChannel,
    Status,
    next_step_for,
)
from contracts.sales.indexes import INDEXES
from contracts.sales.workflow import ContractWorkflow
from crm.clients.identity import Identity
from crm.models import Client
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.money import Price, format_euros
from portal.records.models import Created

NUMBER = re.compile(NumberConverter.regex)
SIGNED = [Status.AWAITING_BACK_OFFICE, Status.VALIDATED, Status.UNPAID]
SENT = [status for status in Status if status != Status.DRAFT]


class ContractQuerySet(StatusQuerySet, SearchedQuerySet):
    def visible_to(self, user):
        """Return the contracts `user` may see: an agent's own, the agency's for a manager, all sent ones for the
        back-office.

        Anybody else with the right to sell sees their own, drafts included.
        """
        reach = scopes.CONTRACTS.reach(user)
        found = scopes.CONTRACTS.rows(self, user, group="agency", account="client__account")
        if reach is Reach.ALL and user.has_right(Permission.CONTRACTS_CREATE):
            return found.filter(~Q(status=Status.DRAFT) | Q(owner=user.pk))
        return found.exclude(status=Status.DRAFT) if reach in (Reach.ALL, Reach.ACCOUNT) else found

    def taken_back_from(self, user):
        """Return drafts that `user` saw when they were sent, so that pages can say why they are hidden now."""
        sent_once = self.filter(status=Status.DRAFT, number__isnull=False)
        if scopes.CONTRACTS.reach(user) not in (Reach.ALL, Reach.ACCOUNT):
            return self.none()
        return scopes.CONTRACTS.rows(sent_once, user, account="client__account")

    @staticmethod
    def whole_number(typed: str) -> dict:
        number = typed.strip().upper()
        return {"number": number} if NUMBER.fullmatch(number) else {}


class Contract(ContractWorkflow, Identity, Created, StatusModel):
    STATUS_TONES = STATUS_TONES

    number = models.CharField(_("numéro"), max_length=20, unique=True, null=True, blank=True, editable=False)
    status = FSMField(_("statut"), choices=Status, default=Status.DRAFT, protected=True, max_length=24)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="contracts",
        verbose_name=_("conseiller"),
    )
    agency = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        related_name="contracts",
        verbose_name=_("agence"),
    )
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="contracts")
    # Version of the client's file the identity was copied from: later changes there are reported.
    client_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, verbose_name=_("produit"))
    product_snapshot = models.JSONField(default=dict, blank=True, editable=False)
    net_price = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0), editable=False)
    vat_rate = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(0), editable=False)
    duration_months = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # The client's risk profile in force when the contract was sent, and why a riskier product suits them.
    profile = models.ForeignKey("crm.Response", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    justification = models.TextField(_("motif"), blank=True, max_length=1000)
    start_date = models.DateField(_("date de début"), null=True, blank=True)
    origin = models.CharField(_("origine du contact"), max_length=20, choices=Origin, blank=True)

    document = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    document_error = models.CharField(max_length=300, blank=True, editable=False)
    signed_document = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    work_lease = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True, editable=False)
    signature_channel = models.CharField(max_length=10, choices=SigningChannel, blank=True, editable=False)
    withdrawal_deadline = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    validated_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_from = models.CharField(max_length=24, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat")
        verbose_name_plural = _("contrats")
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                name="contract_sent_has_number",
                condition=Q(status=Status.DRAFT) | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="contract_signed_status_has_signature",
                condition=~Q(status__in=SIGNED)
                | Q(
                    signed_at__isnull=False,
                    document__isnull=False,
                    withdrawal_deadline__isnull=False,
                )
                & ~Q(document_sha256="")
                & ~Q(signature_channel=""),
            ),
            models.CheckConstraint(
                name="contract_signature_is_whole",
                condition=Q(
                    signed_at__isnull=True,
                    signature_channel="",
                    withdrawal_deadline__isnull=True,
                )
                | Q(signed_at__isnull=False, withdrawal_deadline__isnull=False) & ~Q(signature_channel=""),
            ),
            models.CheckConstraint(
                name="contract_withdrawn_has_date",
                condition=Q(status=Status.WITHDRAWN, withdrawal_sent_at__isnull=False)
                | ~Q(status=Status.WITHDRAWN) & Q(withdrawal_sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="contract_document_has_hash",
                condition=Q(document__isnull=True, document_sha256="")
                | Q(document__isnull=False) & ~Q(document_sha256=""),
            ),
            models.CheckConstraint(
                name="contract_closed_knows_from_where",
                condition=Q(status__in=[Status.UNREACHABLE, Status.UNPAID]) & ~Q(closed_from="")
                | ~Q(status__in=[Status.UNREACHABLE, Status.UNPAID]),
            ),
            models.CheckConstraint(name="contract_status_known", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        if self.number:
            return gettext("Le contrat %(number)s") % {"number": self.number}
        return gettext("Le brouillon de %(name)s") % {"name": self.display_name or gettext("contrat")}

    @reads("number", "status")
    def get_absolute_url(self) -> str:
        if self.number and self.status != Status.DRAFT:
            return reverse("contracts:detail", args=[self.number])
        return reverse("contracts:draft", args=[self.pk])

    def search_parts(self) -> list:
        return [self.number, *super().search_parts(), self.product_name]

    @property
    def suitability(self) -> dict:
        """The profile and the product's risk as they were frozen; empty without a profile in force."""
        return self.product_snapshot.get("suitability") or {}

    def validate_constraints(self, exclude=None) -> None:
        """Skip Django's check: forms validate with `rules`, in sentences, and the database holds the constraints."""

    @property
    @reads(*Identity.display_name.fget.reads, "erased_at")
    def display_name(self) -> str:
        return super().display_name or (gettext("Données effacées") if self.erased_at else "")

    @property
    @reads("product_snapshot", "product.name")
    def product_name(self) -> str:
        """Return the name sold once it is frozen, else the catalogue's."""
        return self.product_snapshot.get("name") or (self.product.name if self.product_id else "")

    @property
    def billing(self) -> str:
        return Billing.MONTHLY if self.duration_months else Billing.ONE_OFF

    @property
    @reads("net_price", "vat_rate")
    def price(self) -> Price:
        """Return one payment including VAT: the whole price, or one month."""
        return Price.of(self.net_price, self.vat_rate)

    @property
    def total(self) -> Price:
        """Return the price of the whole contract, all months included."""
        return self.price.times(self.duration_months or 1)

    @property
    def price_in_words(self) -> str:
        """Return `588,00 €`, or `94,80 € / mois`, so that a monthly price is not taken for the total."""
        if not self.product_id:
            return ""
        amount = format_euros(self.price.gross)
        return gettext("%(price)s / mois") % {"price": amount} if self.duration_months else amount

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def awaits_client(self) -> bool:
        return self.status == Status.AWAITING_CLIENT

    @property
    def next_step(self) -> str:
        """Return the next step in one sentence, for any reader."""
        return str(NEXT_STEPS[self.status])

    def next_step_for(self, role: str) -> str:
        """Return the next step in one sentence, for a reader of that role."""
        return next_step_for(self.status, role)


class NumberSeries(models.Model):
    """The last number given in a year; its row is locked while the next one is taken, so numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("suite de numéros")
        verbose_name_plural = _("suites de numéros")


class Call(models.Model):
    """One telephone call of the back-office to the client of a contract (S12)."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="calls")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("par"),
    )
    at = models.DateTimeField(_("quand"), default=dates.now, editable=False)
    outcome = models.CharField(_("résultat"), max_length=20, choices=CallOutcome)
    note = models.TextField(_("note"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("appel")
        verbose_name_plural = _("appels")
        ordering = ["-at"]
        indexes = [models.Index(fields=["contract", "at"], name="contract_call_at")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} · {self.at:%d/%m/%Y}"
