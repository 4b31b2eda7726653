"""Suppliers of buyers: their company, their bank details, and who invited them (F11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.suppliers.enums import BANK_TONES, LINK_TONES, BankState, LinkState
from portal.access import scopes
from portal.access.permissions import Permission
from portal.audit.models import ShownStatus
from portal.core.values import dates
from portal.core.values.emails import EmailField
from portal.records.models import Record


class SupplierQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the supplier that `user` is; all of them for the back-office. Buyers read their links."""
        return scopes.SUPPLIERS.rows(self, user, account="account")


class Supplier(models.Model):
    """A company that is paid early, one for all the buyers that invite it."""

    siren = models.CharField(_("SIREN"), max_length=9, unique=True)
    company_name = models.CharField(_("raison sociale"), max_length=200)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="supplier",
        verbose_name=_("compte"),
    )
    created_at = models.DateTimeField(_("date de création"), default=dates.now, editable=False)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("fournisseur")
        verbose_name_plural = _("fournisseurs")

    def __str__(self) -> str:
        return self.company_name


class LinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the links of the buyers that `user` follows; a buyer's own; those of the supplier that `user` is."""
        if user.has_right(Permission.FACTORING_SUPPLY):
            return self.filter(supplier__account=user.pk)
        return scopes.BUYERS.rows(self, user, own="buyer__owner", group="buyer__agency", account="buyer__account")

    def confirmed(self):
        return self.filter(state=LinkState.CONFIRMED)


class SupplierLink(ShownStatus, Record):
    """A buyer's invitation of one supplier, then their tie."""

    STATUS_FIELD, STATUS_TONES = "state", LINK_TONES

    buyer = models.ForeignKey(Client, models.PROTECT, related_name="supplier_links", verbose_name=_("acheteur"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invité par"))
    company_name = models.CharField(_("société"), max_length=200)
    email = EmailField(_("e-mail"))
    state = models.CharField(_("état"), max_length=10, choices=LinkState, default=LinkState.INVITED)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="links", verbose_name=_("fournisseur")
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("fournisseur invité")
        verbose_name_plural = _("fournisseurs invités")
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "email"], condition=~Q(state=LinkState.REMOVED), name="crm_supplier_invited_once"
            ),
            models.UniqueConstraint(
                fields=["buyer", "supplier"],
                condition=Q(supplier__isnull=False) & ~Q(state=LinkState.REMOVED),
                name="crm_supplier_tied_once",
            ),
            models.CheckConstraint(
                name="crm_supplier_confirmed_known",
                condition=~Q(state=LinkState.CONFIRMED) | Q(supplier__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("crm:suppliers")

    @property
    def name(self) -> str:
        return self.supplier.company_name if self.supplier_id else self.company_name


class BankQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the bank details of the supplier that `user` is; all for the back-office; nobody else's."""
        return scopes.SUPPLIERS.rows(self, user, account="supplier__account")

    def in_force(self):
        return self.filter(state=BankState.IN_FORCE)

    def waiting(self):
        return self.filter(state=BankState.WAITING)


class BankAccount(ShownStatus, models.Model):
    """Bank details of a supplier. A change waits until `usable_from`, then another person confirms it."""

    STATUS_FIELD, STATUS_TONES = "state", BANK_TONES

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="bank_accounts", verbose_name=_("fournisseur"))
    iban = models.CharField(_("IBAN"), max_length=34)
    state = models.CharField(_("état"), max_length=10, choices=BankState, default=BankState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("demandé par")
    )
    asked_at = models.DateTimeField(_("demandé le"), default=dates.now, editable=False)
    usable_from = models.DateTimeField(_("utilisable à partir du"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("décidé par")
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, editable=False)

    objects = BankQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordonnées bancaires")
        verbose_name_plural = _("coordonnées bancaires")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"], condition=Q(state=BankState.IN_FORCE), name="crm_bank_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["supplier"], condition=Q(state=BankState.WAITING), name="crm_bank_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    def get_absolute_url(self) -> str:
        return reverse("crm:bank_change", args=[self.pk])

    @property
    def masked(self) -> str:
        """The country and the last four digits: enough to know it, too little to use it."""
        return f"{self.iban[:4]} •••• {self.iban[-4:]}"

    @property
    def is_ripe(self) -> bool:
        return dates.now() >= self.usable_from
