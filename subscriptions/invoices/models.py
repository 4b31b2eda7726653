"""Invoices and credit notes. What is issued never changes."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from portal.access import scopes
from portal.access.scopes import Reach
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.money import HALF_A_CENT, format_euros
from portal.records.models import Searched
from subscriptions.invoices.enums import TONES, Document, Operation
from subscriptions.invoices.rules import Line, Tax, Totals
from subscriptions.payments.models import Payment

MOVABLE = {"client", "client_id"}


class InvoiceCounter(models.Model):
    """The last number of a series in a year. Its row is locked by who issues, until the invoice is committed."""

    series = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compteur de factures")
        verbose_name_plural = _("compteurs de factures")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="invoice_counter_once")]


class InvoiceQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """An agent's own, an agency's for its manager, a client's own and those of their file, all for back-office."""
        if scopes.INVOICES.reach(user) is Reach.ACCOUNT:
            return self.filter(Q(account=user) | Q(client__account=user))
        return scopes.INVOICES.rows(self, user, own="account")

    def update(self, **values):
        """Change nothing but which file an invoice hangs on, as merged files need."""
        if not set(values) <= MOVABLE:
            raise TypeError("What is issued never changes: correct it with a credit note.")
        return super().update(**values)


class Invoice(Searched):
    """An invoice or a credit note, with the seller and the customer as they were on that day."""

    document = models.CharField(_("type"), max_length=11, choices=Document, default=Document.INVOICE)
    number = models.CharField(_("numéro"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(editable=False)
    sequence = models.PositiveIntegerField(editable=False)
    key = models.CharField(max_length=120, unique=True, editable=False)
    issued_on = models.DateField(_("date"))
    created_at = models.DateTimeField(_("émise le"), default=dates.now, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invoices", verbose_name=_("commandée par")
    )
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("client")
    )
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="invoices", verbose_name=_("paiement"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="credit_notes", verbose_name=_("facture corrigée")
    )
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    operation = models.CharField(_("catégorie d’opération"), max_length=1, choices=Operation)
    seller = models.JSONField()
    customer = models.JSONField()
    delivery = models.JSONField(null=True)
    taxes = models.JSONField()
    customer_name = models.CharField(_("client facturé"), max_length=200)
    customer_siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    net = models.DecimalField(_("total HT"), max_digits=11, decimal_places=2)
    vat = models.DecimalField(_("TVA"), max_digits=11, decimal_places=2)
    gross = models.DecimalField(_("total TTC"), max_digits=11, decimal_places=2)
    paid = models.DecimalField(_("déjà payé"), max_digits=11, decimal_places=2, default=Decimal(0))

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("facture")
        verbose_name_plural = _("factures")
        indexes = [
            *sort_indexes(
                "invoice",
                {"account": "account", "org": "organisation"},
                {"day": "issued_on", "created": "created_at", "name": "sort_name"},
            ),
            SearchIndex(fields=["organisation", "search_text"], name="invoice_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "year", "sequence"], name="invoice_number_once"),
            models.CheckConstraint(  # SQLite adds in floating point
                name="invoice_adds_up",
                condition=Q(gross__gt=F("net") + F("vat") - HALF_A_CENT, gross__lt=F("net") + F("vat") + HALF_A_CENT),
            ),
            models.CheckConstraint(
                name="invoice_credit_note_corrects",
                condition=Q(document=Document.INVOICE, corrects=None)
                | Q(document=Document.CREDIT_NOTE, corrects__isnull=False),
            ),
            models.CheckConstraint(name="invoice_paid_within", condition=Q(paid__gte=0, paid__lte=F("gross"))),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:invoice", args=[self.pk])

    def search_parts(self) -> list:
        return [self.number, self.customer_name, self.customer_siren, self.customer.get("email", "")]

    def sort_key(self) -> str:
        return self.customer_name

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("What is issued never changes: correct it with a credit note.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("What is issued is never removed.")

    @property
    @reads("document")
    def is_credit_note(self) -> bool:
        return self.document == Document.CREDIT_NOTE

    @property
    @reads("document")
    def document_tone(self) -> str:
        return TONES[self.document]

    @property
    @reads("gross", "document")
    def signed_gross(self) -> Decimal:
        """What it adds to what was sold: a credit note takes away."""
        return -self.gross if self.is_credit_note else self.gross

    @property
    @reads("net", "document")
    def signed_net(self) -> Decimal:
        return -self.net if self.is_credit_note else self.net

    @property
    @reads("vat", "document")
    def signed_vat(self) -> Decimal:
        return -self.vat if self.is_credit_note else self.vat

    @property
    def is_paid(self) -> bool:
        return self.paid == self.gross

    @property
    def due(self) -> Decimal:
        return self.gross - self.paid

    @property
    @reads("taxes")
    def totals_by_rate(self) -> tuple[Tax, ...]:
        return tuple(Tax(*(Decimal(tax[name]) for name in ("rate", "net", "vat"))) for tax in self.taxes)

    @property
    def totals(self) -> Totals:
        return Totals(self.net, self.vat, self.gross, self.totals_by_rate)

    @property
    @reads("document", "gross")
    def gross_label(self) -> str:
        return format_euros(self.signed_gross)


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("désignation"), max_length=200)
    quantity = models.DecimalField(_("quantité"), max_digits=10, decimal_places=2)
    unit_net = models.DecimalField(_("prix unitaire HT"), max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(_("TVA (%)"), max_digits=5, decimal_places=2)
    net = models.DecimalField(_("montant HT"), max_digits=11, decimal_places=2)
    gross = models.DecimalField(_("prix convenu TTC"), max_digits=11, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("ligne de facture")
        verbose_name_plural = _("lignes de factures")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_once"),
            models.CheckConstraint(
                name="invoice_line_rate",
                condition=Q(vat_rate__gt=0, vat_rate__lte=100, quantity__gt=0, unit_net__gte=0),
            ),
        ]

    @property
    def quantity_label(self) -> str:
        """`3`, `2,5`."""
        return f"{self.quantity.normalize():f}".replace(".", ",")

    def as_line(self) -> Line:
        return Line(self.label, self.quantity, self.unit_net, self.vat_rate, self.gross)


class InvoiceFile(models.Model):
    """The sealed PDF of an invoice, apart from it as the invoice itself never changes."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="printed")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("PDF de facture")
        verbose_name_plural = _("PDF de factures")
