"""What an agent or an agency is to earn in a month."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.earnings.whom import ForWhom, reached_by
from portal.records.models import Record


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An agent their own and those of their agency, a manager those of the agency and its people."""
        return reached_by(user, self)


class Objective(ForWhom, Record):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("fixé par"))
    month = models.DateField(_("mois"))
    amount = models.DecimalField(_("montant à atteindre"), max_digits=12, decimal_places=2)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        indexes = [models.Index(fields=["month", "id"], name="earnings_objective_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "month"], condition=Q(agency=None), name="earnings_objective_agent"
            ),
            models.UniqueConstraint(
                fields=["agency", "month"], condition=Q(agent=None), name="earnings_objective_agency"
            ),
            models.CheckConstraint(name="earnings_objective_whom", condition=Q(agent=None) ^ Q(agency=None)),
            models.CheckConstraint(name="earnings_objective_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="earnings_objective_month_is_a_first", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return gettext("Objectif de %(name)s, %(month)s") % {"name": self.whom, "month": dates.month_name(self.month)}

    def get_absolute_url(self) -> str:
        return reverse("earnings:objective_edit", args=[self.pk])

    @property
    def whom(self) -> str:
        return str(self.agent or self.agency)
