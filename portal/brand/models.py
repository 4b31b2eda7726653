"""The face of the organisation that runs the portal: its colour and its logo."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.brand.colours import HOUSE
from portal.documents.models import StoredFile
from portal.records.models import Record


class Brand(Record):
    """One row at most; without any, the portal has its own mark and colour."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)
    colour = models.CharField(_("couleur"), max_length=7, default=HOUSE)
    logo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    class Meta:
        verbose_name = _("marque")
        verbose_name_plural = _("marque")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="brand_only_one")]

    def __str__(self):
        return settings.PORTAL_NAME

    def get_absolute_url(self):
        return reverse("brand:edit")
