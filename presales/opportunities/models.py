"""Opportunities: companies that may buy, each followed by a partner or an agency."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from crm.models import Client
from portal.access import scopes
from portal.access.permissions import Permission
from portal.audit.models import ShownStatus
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.records.models import Record, Searched
from presales.opportunities.enums import OPEN, PROBABILITY, STAGE_TONES, Kind, Stage


def may_add(user) -> bool:
    """Return whether `user` creates opportunities for their organisation."""
    return user.has_right(Permission.PRESALES_ASK) and bool(user.organisation_id)


class OpportunityQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """Return those of the reader's organisation; all for the team and the back-office (D1)."""
        return scopes.OPPORTUNITIES.rows(self, user)


class Opportunity(ShownStatus, Searched, Record):
    STATUS_FIELD, STATUS_TONES = "stage", STAGE_TONES

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="opportunities", verbose_name=_("organisation")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opportunities", verbose_name=_("suivie par")
    )
    kind = models.CharField(_("type"), max_length=12, choices=Kind, default=Kind.PRIMO)
    stage = models.CharField(_("étape"), max_length=12, choices=Stage, default=Stage.NEW)
    title = models.CharField(_("intitulé"), max_length=160)
    company_name = models.CharField(_("société"), max_length=200)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, verbose_name=_("produit"))
    client = models.ForeignKey(
        Client, models.SET_NULL, null=True, blank=True, related_name="opportunities", verbose_name=_("client")
    )
    amount = models.DecimalField(_("montant estimé HT"), max_digits=10, decimal_places=2, null=True, blank=True)
    expected_on = models.DateField(_("clôture prévue"), null=True, blank=True)
    probability = models.PositiveSmallIntegerField(_("probabilité"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=4000)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunité")
        verbose_name_plural = _("opportunités")
        indexes = [
            *sort_indexes(
                "opportunity",
                {"org": "organisation"},
                {
                    "created": "created_at",
                    "changed": "changed_at",
                    "name": "sort_name",
                    "amount": "amount",
                    "expected": "expected_on",
                },
            ),
            models.Index(fields=["siren", "product"], name="opportunity_double"),
            SearchIndex(fields=["organisation", "search_text"], name="opportunity_search"),
        ]
        constraints = [
            models.CheckConstraint(name="opportunity_amount_positive", condition=Q(amount=None) | Q(amount__gte=0)),
            models.CheckConstraint(
                name="opportunity_probability", condition=Q(probability=None) | Q(probability__range=(0, 100))
            ),
            models.CheckConstraint(name="opportunity_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="opportunity_stage_known", condition=Q(stage__in=Stage.values)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("presales:opportunity", args=[self.pk])

    @property
    @reads("probability", "stage")
    def likelihood(self) -> int:
        """Return the percentage of its amount that counts: its own while open, else that of its stage."""
        is_own = self.probability is not None and self.stage in OPEN
        return self.probability if is_own else PROBABILITY[self.stage]

    @property
    def is_overdue(self) -> bool:
        return self.stage in OPEN and self.expected_on is not None and self.expected_on < dates.today()

    def search_parts(self) -> list:
        return [self.title, self.company_name, self.siren, self.product.name if self.product_id else ""]

    def sort_key(self) -> str:
        return self.company_name

    def may_be_changed_by(self, user) -> bool:
        """Return whether `user` creates opportunities for its organisation; the team and the back-office read."""
        return user.has_right(Permission.PRESALES_ASK) and user.organisation_id == self.organisation_id
