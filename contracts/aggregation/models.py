"""Contracts that clients hold at partners, their values over time, and the references that tell whose they are."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import ContractOffer, Partner
from contracts.aggregation.enums import STATE_TONES, State
from crm.models import Client
from portal.access.permissions import Permission
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet, searchable
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.money import format_amount
from portal.core.values.text import normalise


class PartnerContractQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """Return the contracts of the clients `user` may see and, with the right to attach, their agency's orphans.

        An orphan that the back-office imported belongs to no agency: everybody with the right sees it.
        """
        if not user.has_right(Permission.AGGREGATION):
            return self.none()
        mine = Q(client__in=Client.objects.visible_to(user))
        if user.has_right(Permission.ORPHANS_ALL):
            return self
        if user.has_right(Permission.ORPHANS):
            mine |= Q(client=None) & (Q(agency=None) | Q(agency_id=user.organisation_id))
        return self.filter(mine)

    def orphans(self):
        return self.filter(client=None)

    def conflicts(self):
        """Return the orphans whose two references name two clients: nobody but a person can decide."""
        references = PartnerReference.objects.filter(partner=OuterRef("partner"))
        by_client = references.filter(normalised=OuterRef("client_normalised")).values("client")[:1]
        by_number = references.filter(normalised=OuterRef("normalised")).values("client")[:1]
        both = self.orphans().annotate(by_client=Subquery(by_client), by_number=Subquery(by_number))
        return both.exclude(by_client=None).exclude(by_number=None).exclude(by_client=F("by_number"))


class PartnerContract(models.Model):
    """A contract at a partner. `normalised` compares its number, `client_normalised` the client's reference there."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="contracts", verbose_name=_("partenaire"))
    offer = models.ForeignKey(
        ContractOffer, models.SET_NULL, null=True, blank=True, related_name="contracts", verbose_name=_("contrat")
    )
    client = models.ForeignKey(
        Client, models.SET_NULL, null=True, blank=True, related_name="partner_contracts", verbose_name=_("client")
    )
    agency = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(_("numéro de contrat"), max_length=60)
    normalised = models.CharField(max_length=60, editable=False)
    client_reference = models.CharField(_("référence partenaire"), max_length=60)
    client_normalised = models.CharField(max_length=60, editable=False)
    product_name = models.CharField(_("produit"), max_length=120, blank=True)
    holder = models.CharField(_("souscripteur"), max_length=200, blank=True)
    holder_birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    opened_on = models.DateField(_("date d’effet"), null=True, blank=True)
    state = models.CharField(_("statut"), max_length=10, choices=State, default=State.OPEN)
    paid_in = models.DecimalField(_("versements cumulés"), max_digits=14, decimal_places=2, null=True, blank=True)
    fees = models.DecimalField(_("frais"), max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2, null=True, blank=True)
    valued_on = models.DateField(_("date de valeur"), null=True, blank=True)
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    absent_since = models.DateField(_("absent des fichiers depuis"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    changed_at = models.DateTimeField(default=dates.now, editable=False)
    search_text = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=80, editable=False, default="")

    objects = PartnerContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat chez un partenaire")
        verbose_name_plural = _("contrats chez les partenaires")
        constraints = [
            models.UniqueConstraint(fields=["partner", "normalised"], name="aggregation_contract_once"),
            models.CheckConstraint(
                name="aggregation_value_dated",
                condition=Q(value=None, valued_on=None) | Q(value__isnull=False, valued_on__isnull=False),
            ),
            models.CheckConstraint(name="aggregation_state_known", condition=Q(state__in=State.values)),
        ]
        indexes = [
            models.Index(fields=["client", "sort_name", "id"], name="aggregation_client_name"),
            models.Index(fields=["sort_name", "id"], name="aggregation_name"),
            models.Index(fields=["changed_at", "id"], name="aggregation_changed"),
            models.Index(fields=["partner", "client_normalised"], name="aggregation_reference"),
            models.Index(fields=["sort_name", "id"], name="aggregation_orphans", condition=Q(client=None)),
            SearchIndex(fields=["search_text"], name="aggregation_search"),
        ]

    def __str__(self) -> str:
        return f"{self.product_name or self.partner.name} {self.reference}".strip()

    def get_absolute_url(self) -> str:
        return reverse("contracts:partner_contract", args=[self.pk])

    def save(self, *args, **kwargs):
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """Set the columns that lists search and sort by; also before bulk writes."""
        self.search_text = searchable(
            self.reference, self.normalised, self.client_reference, self.holder, self.product_name, self.partner.name
        )
        self.sort_name = normalise(self.holder or self.reference)[:80]

    @property
    @reads("state")
    def status_label(self) -> str:
        return self.get_state_display()

    @property
    @reads("state")
    def status_tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def is_orphan(self) -> bool:
        return self.client_id is None

    @property
    @reads("value", "currency")
    def value_label(self) -> str:
        return "" if self.value is None else format_amount(self.value, self.currency)

    @property
    @reads("paid_in", "currency")
    def paid_in_label(self) -> str:
        return "" if self.paid_in is None else format_amount(self.paid_in, self.currency)

    @property
    def fees_label(self) -> str:
        return "" if self.fees is None else format_amount(self.fees, self.currency)


class Valuation(models.Model):
    """The value of a contract on one day; one per contract and day. `batch` is the import that brought it."""

    contract = models.ForeignKey(PartnerContract, models.CASCADE, related_name="valuations")
    valued_on = models.DateField(_("date de valeur"))
    amount = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    batch = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("valeur")
        verbose_name_plural = _("valeurs")
        ordering = ["-valued_on"]
        constraints = [models.UniqueConstraint(fields=["contract", "valued_on"], name="aggregation_value_per_day")]

    def __str__(self) -> str:
        return f"{self.valued_on:%d/%m/%Y} {self.amount}"

    @property
    def label(self) -> str:
        return format_amount(self.amount, self.currency)


class PartnerReference(models.Model):
    """A client's reference at a partner: contracts of this reference are the client's."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="partner_references", verbose_name=_("client"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="references", verbose_name=_("partenaire"))
    reference = models.CharField(_("référence partenaire"), max_length=60)
    normalised = models.CharField(max_length=60, editable=False)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("référence partenaire")
        verbose_name_plural = _("références partenaires")
        ordering = ["partner__name", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "normalised"], name="aggregation_reference_once"),
            models.CheckConstraint(name="aggregation_reference_written", condition=~Q(normalised="")),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.reference}"
