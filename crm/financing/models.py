"""Invoices that are paid early, their credit notes and their quotes (F11)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.models import Client
from crm.envelopes.models import Envelope
from crm.financing.enums import COUNTED, NEXT_STEPS, TONES, Status
from crm.financing.rules import number_key, repayment_day
from crm.financing.workflow import InvoiceWorkflow
from crm.suppliers.models import Supplier
from portal.access import scopes
from portal.access.permissions import Permission
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.money import HALF_A_CENT
from portal.records.models import Record, Searched

ZERO = Decimal(0)
FILE = "documents.StoredFile"


def money(label, **more) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


class InvoiceQuerySet(SearchedQuerySet, StatusQuerySet):
    def visible_to(self, user):
        """Return the invoices of the supplier that `user` is, of their company as a buyer, of buyers they follow."""
        if user.has_right(Permission.FACTORING_SUPPLY):
            return self.filter(supplier__account=user.pk)
        return scopes.BUYERS.rows(self, user, own="buyer__owner", group="buyer__agency", account="buyer__account")

    def counted(self):
        """Return those that take room in an envelope."""
        return self.filter(status__in=COUNTED)


class FactoredInvoice(InvoiceWorkflow, Searched, Record, StatusModel):
    """One invoice of a supplier to a buyer.

    `amount` is with VAT, `credited` what credit notes took off it, `repaid` what the buyer gave back of it.
    """

    STATUS_TONES = TONES

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("déposée par"))
    buyer = models.ForeignKey(Client, models.PROTECT, related_name="factored_invoices", verbose_name=_("acheteur"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="invoices", verbose_name=_("fournisseur"))
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("enveloppe")
    )
    status = FSMField(_("statut"), choices=Status, default=Status.SUBMITTED, protected=True, max_length=10)
    number = models.CharField(_("numéro"), max_length=60)
    number_key = models.CharField(max_length=60, editable=False)
    xml_key = models.CharField(max_length=200, blank=True, editable=False)
    issued_on = models.DateField(_("date de facture"))
    due_on = models.DateField(_("échéance"))
    amount = money(_("montant TTC"))
    credited = money(_("avoirs"), default=ZERO)
    repaid = money(_("remboursé"), default=ZERO)
    document = models.ForeignKey(FILE, models.PROTECT, null=True, blank=True, related_name="+")
    bytes_key = models.CharField(max_length=64, blank=True, editable=False)
    differences = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    disputed_from = models.CharField(max_length=10, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approuvée le"), null=True, blank=True, editable=False)
    financed_at = models.DateTimeField(_("financée le"), null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(_("réglée le"), null=True, blank=True, editable=False)
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)
    due_reminded = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("facture à financer")
        verbose_name_plural = _("factures à financer")
        indexes = [
            models.Index(fields=["created_at", "id"], name="crm_factored_created"),
            models.Index(fields=["due_on", "id"], name="crm_factored_due"),
            models.Index(fields=["amount", "id"], name="crm_factored_amount"),
            models.Index(fields=["buyer", "status"], name="crm_factored_buyer"),
            SearchIndex(fields=["search_text"], name="crm_factored_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number_key"], name="crm_factored_number_once"),
            models.UniqueConstraint(fields=["bytes_key"], condition=~Q(bytes_key=""), name="crm_factored_bytes_once"),
            models.UniqueConstraint(fields=["xml_key"], condition=~Q(xml_key=""), name="crm_factored_xml_once"),
            models.CheckConstraint(name="crm_factored_status", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="crm_factored_amounts",
                condition=Q(amount__gt=0, credited__gte=0, repaid__gte=0)
                & Q(credited__lte=F("amount"))
                & Q(repaid__lt=F("amount") - F("credited") + HALF_A_CENT),
            ),
            models.CheckConstraint(name="crm_factored_due_after", condition=Q(due_on__gte=F("issued_on"))),
            models.CheckConstraint(
                name="crm_factored_approved",
                condition=Q(status__in=[Status.SUBMITTED, Status.REJECTED])
                | Q(envelope__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args, **kwargs):
        self.number_key = number_key(self.number)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("crm:factored_invoice", args=[self.pk])

    def search_parts(self) -> list:
        return [self.number, self.buyer.display_name, self.supplier.company_name, self.supplier.siren]

    def sort_key(self) -> str:
        return self.supplier.company_name

    @property
    @reads("amount", "credited")
    def payable(self) -> Decimal:
        """What is financed and repaid: the amount less its credit notes."""
        return self.amount - self.credited

    @property
    @reads("amount", "credited", "repaid")
    def left(self) -> Decimal:
        """What the buyer has still to repay."""
        return self.payable - self.repaid

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    def repayment_on(self):
        return repayment_day(self.due_on)

    @property
    def is_late(self) -> bool:
        return self.status == Status.FINANCED and self.repayment_on < dates.today()

    @property
    def days_waiting(self) -> int:
        """Return how many days it has been in `Soumise`."""
        return (dates.today() - self.created_at.astimezone(dates.PARIS).date()).days


class OfSupplierQuerySet(models.QuerySet):
    """What the supplier and the back-office read, and no buyer, nor whoever follows one."""

    def visible_to(self, user):
        return scopes.SUPPLIERS.rows(self, user, account=f"{self.model.SUPPLIER}__account")


class InvoiceDraft(models.Model):
    """A file that a supplier sent, with what was read of it, until its invoice is submitted."""

    SUPPLIER = "supplier"

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="drafts")
    document = models.ForeignKey(FILE, models.PROTECT, null=True, blank=True, related_name="+")
    reading = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    objects = OfSupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("facture en cours de dépôt")
        verbose_name_plural = _("factures en cours de dépôt")

    def get_absolute_url(self) -> str:
        return reverse("crm:invoice_draft", args=[self.pk])


class CreditNote(models.Model):
    """A credit note of a supplier on one of their invoices."""

    invoice = models.ForeignKey(FactoredInvoice, models.PROTECT, related_name="credit_notes")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="credit_notes")
    number = models.CharField(_("numéro"), max_length=60)
    number_key = models.CharField(max_length=60, editable=False)
    amount = money(_("montant TTC"))
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("avoir")
        verbose_name_plural = _("avoirs")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number_key"], name="crm_credit_number_once"),
            models.CheckConstraint(name="crm_credit_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.number


class Quote(models.Model):
    """What a supplier was shown for one payment date. It holds until `expires_at`; what was shown is charged."""

    SUPPLIER = "invoice__supplier"

    invoice = models.ForeignKey(FactoredInvoice, models.PROTECT, related_name="quotes")
    payment_on = models.DateField(_("date de paiement"))
    amount = money(_("montant"))
    days = models.PositiveSmallIntegerField(_("jours"))
    yearly_rate = models.DecimalField(_("taux annuel (%)"), max_digits=5, decimal_places=3)
    fixed_rate = models.DecimalField(_("part fixe (%)"), max_digits=5, decimal_places=3)
    commission = money(_("commission"))
    net = money(_("net"))
    made_at = models.DateTimeField(_("proposée le"), default=dates.now, editable=False)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)

    objects = OfSupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition de paiement")
        verbose_name_plural = _("propositions de paiement")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(accepted_at__isnull=False), name="crm_quote_accepted_once"
            ),
            models.CheckConstraint(
                name="crm_quote_adds_up",
                condition=Q(amount__gt=F("commission") + F("net") - HALF_A_CENT)
                & Q(amount__lt=F("commission") + F("net") + HALF_A_CENT),
            ),
            models.CheckConstraint(name="crm_quote_positive", condition=Q(commission__gte=0, net__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.payment_on} · {self.net}"

    def get_absolute_url(self) -> str:
        return reverse("crm:quote", args=[self.pk])

    @property
    def has_expired(self) -> bool:
        return dates.now() >= self.expires_at
