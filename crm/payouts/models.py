"""Files that pay suppliers, and what buyers repay (F11)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.financing.models import FactoredInvoice, Quote, money
from crm.suppliers.models import BankAccount
from portal.access.permissions import Permission
from portal.core.values import dates

ZERO = Decimal(0)
FILE = "documents.StoredFile"


class PayoutFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return all for those who pay; none to anybody else."""
        return self if user.has_right(Permission.FACTORING_DECIDE) else self.none()


class PayoutFile(models.Model):
    """A pain.001 file of payments to suppliers. It is made once and executed once."""

    number = models.CharField(_("numéro"), max_length=30, unique=True)
    document = models.ForeignKey(FILE, models.PROTECT, related_name="+")
    total = money(_("total"))
    created_at = models.DateTimeField(_("créé le"), default=dates.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    executed_at = models.DateTimeField(_("exécuté le"), null=True, blank=True)
    executed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = PayoutFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier de paiement")
        verbose_name_plural = _("fichiers de paiement")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="crm_payout_file_one_end", condition=Q(executed_at=None) | Q(cancelled_at=None))
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("crm:payout_file", args=[self.pk])

    @property
    def status_label(self) -> str:
        if self.cancelled_at:
            return str(_("Annulé"))
        return str(_("Exécuté") if self.executed_at else _("À donner à la banque"))

    @property
    def status_tone(self) -> str:
        return "muted" if self.cancelled_at else "success" if self.executed_at else "progress"


class Payout(models.Model):
    """One transfer of a payment file: an accepted quote, and the bank details that it went to."""

    file = models.ForeignKey(PayoutFile, models.PROTECT, related_name="payouts")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="payouts")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="payouts")
    is_live = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("virement à un fournisseur")
        verbose_name_plural = _("virements à des fournisseurs")
        constraints = [
            models.UniqueConstraint(fields=["quote"], condition=Q(is_live=True), name="crm_payout_quote_once")
        ]


class Repayment(models.Model):
    """What a buyer repaid of an invoice: in part, late, or too much (`excess` is owed back to them)."""

    invoice = models.ForeignKey(FactoredInvoice, models.PROTECT, related_name="repayments")
    key = models.UUIDField(unique=True)
    received_on = models.DateField(_("reçu le"))
    amount = money(_("montant reçu"))
    excess = money(_("trop-perçu"), default=ZERO)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("remboursement")
        verbose_name_plural = _("remboursements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="crm_repayment_amounts",
                condition=Q(amount__gt=0, excess__gte=0) & Q(excess__lte=F("amount")),
            )
        ]
