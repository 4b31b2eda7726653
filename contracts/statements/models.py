"""Printed statements of what a client holds."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.models import Client
from portal.access.permissions import Permission
from portal.exchange.models import Job, JobState


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the statements that `user` asked for, of clients they may still see."""
        if not user.has_right(Permission.AGGREGATION):
            return self.none()
        return self.filter(owner=user, client__in=Client.objects.visible_to(user))


class Statement(Job):
    """A statement of a client's contracts on one day, printed by a worker."""

    listing = None
    query = None
    client = models.ForeignKey(Client, models.CASCADE, related_name="statements", verbose_name=_("client"))
    day = models.DateField(_("date du relevé"))
    file = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("relevé")
        verbose_name_plural = _("relevés")
        indexes = [
            models.Index(fields=["state", "created_at"], name="statement_state"),
            models.Index(fields=["client", "owner", "created_at"], name="statement_client"),
        ]

    def __str__(self) -> str:
        return _("Relevé du %(day)s") % {"day": f"{self.day:%d/%m/%Y}"}

    def get_absolute_url(self) -> str:
        return reverse("contracts:statement", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.state == JobState.READY and self.file_id is not None

    @property
    def is_failed(self) -> bool:
        return self.state == JobState.FAILED
