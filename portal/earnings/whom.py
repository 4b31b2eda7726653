"""For whom a record of remuneration is: one agent, or one agency."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.scopes import Reach


class ForWhom(models.Model):
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("conseiller"),
    )
    agency = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("agence"),
    )

    class Meta:
        abstract = True


def reached_by(user, rows: QuerySet, *, also: Q | None = None) -> QuerySet:
    """Return those of `rows` for `user` and their agency, for its people where `user` manages it, and those of `also`.

    Whoever reaches all earnings reaches all of them.
    """
    reach = scopes.EARNINGS.reach(user)
    if reach in (Reach.ALL, Reach.NONE):
        return rows if reach is Reach.ALL else rows.none()
    found = Q(agent=user.pk)
    if user.organisation_id:
        found |= Q(agency=user.organisation_id)
    if reach is Reach.GROUP:
        found |= Q(agent__organisation=user.organisation_id)
    return rows.filter(found | also if also else found)
