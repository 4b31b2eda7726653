"""What a buyer may have financed: an amount, its price, from when until when (F11)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.models import Client
from crm.envelopes.enums import LIVING, NEXT_STEPS, TONES, Status
from crm.envelopes.workflow import EnvelopeWorkflow
from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.records.models import Record, Searched


class EnvelopeQuerySet(SearchedQuerySet, StatusQuerySet):
    def visible_to(self, user):
        """Return the envelopes of the buyers that `user` follows; a buyer's own; never a supplier's customers'."""
        return scopes.BUYERS.rows(self, user, own="buyer__owner", group="buyer__agency", account="buyer__account")

    def living(self):
        return self.filter(status__in=LIVING)


class Envelope(EnvelopeWorkflow, Searched, Record, StatusModel):
    """One envelope of a buyer. Its row is locked by whatever adds to what is used.

    What the buyer asked for (`asked_amount`, `turnover`, `purchases`, `need`) stays beside what was decided.
    """

    STATUS_TONES = TONES

    buyer = models.ForeignKey(Client, models.PROTECT, related_name="envelopes", verbose_name=_("acheteur"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("demandée par")
    )
    status = FSMField(_("statut"), choices=Status, default=Status.ASKED, protected=True, max_length=10)
    asked_amount = models.DecimalField(_("montant demandé"), max_digits=12, decimal_places=2)
    turnover = models.DecimalField(_("chiffre d’affaires annuel"), max_digits=14, decimal_places=2)
    purchases = models.DecimalField(_("achats annuels"), max_digits=14, decimal_places=2)
    need = models.TextField(_("votre besoin"), blank=True, max_length=2000)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2, default=0)
    yearly_rate = models.DecimalField(_("taux annuel (%)"), max_digits=5, decimal_places=3, default=0)
    fixed_rate = models.DecimalField(_("part fixe (%)"), max_digits=5, decimal_places=3, default=0)
    starts_on = models.DateField(_("du"), null=True, blank=True)
    ends_on = models.DateField(_("au"), null=True, blank=True)
    reasons = models.TextField(_("motif"), blank=True, max_length=2000)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("enveloppe")
        verbose_name_plural = _("enveloppes")
        indexes = [
            models.Index(fields=["created_at", "id"], name="crm_envelope_created"),
            models.Index(fields=["sort_name", "id"], name="crm_envelope_name"),
            models.Index(fields=["amount", "id"], name="crm_envelope_amount"),
            SearchIndex(fields=["search_text"], name="crm_envelope_search"),
        ]
        constraints = [
            models.CheckConstraint(name="crm_envelope_status", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="crm_envelope_positive",
                condition=Q(asked_amount__gt=0, amount__gte=0, yearly_rate__gte=0, fixed_rate__gte=0),
            ),
            models.CheckConstraint(
                name="crm_envelope_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="crm_envelope_granted_dated",
                condition=~Q(status__in=[Status.GRANTED, Status.SUSPENDED])
                | Q(starts_on__isnull=False, ends_on__isnull=False, amount__gt=0),
            ),
            models.UniqueConstraint(
                fields=["buyer"], condition=Q(status__in=[*LIVING]), name="crm_envelope_one_living"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Enveloppe de %(buyer)s") % {"buyer": self.buyer.display_name})

    def get_absolute_url(self) -> str:
        return reverse("crm:envelope", args=[self.pk])

    def search_parts(self) -> list:
        return [self.buyer.display_name, self.buyer.siren]

    def sort_key(self) -> str:
        return self.buyer.display_name

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    @reads("status", "starts_on", "ends_on")
    def is_open(self) -> bool:
        """Return whether invoices may be approved today."""
        return self.status == Status.GRANTED and self.starts_on <= dates.today() <= self.ends_on
