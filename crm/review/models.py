"""Who looked at which identity document, when and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.onboarding.enums import PieceKind
from crm.onboarding.models import Onboarding
from crm.review.enums import Purpose
from portal.core.values import dates


class AccessLogQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(onboarding__in=Onboarding.objects.reviewed_by(user))

    def update(self, **values):
        raise TypeError("A look is written once and never changed.")


class AccessLog(models.Model):
    """One look at one page of an identity document. Rows are only ever added."""

    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="looks")
    kind = models.CharField(_("document"), max_length=14, choices=PieceKind)
    page = models.UUIDField(_("page"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("par"))
    at = models.DateTimeField(_("le"), default=dates.now)
    purpose = models.CharField(_("raison"), max_length=10, choices=Purpose)
    note = models.CharField(_("précision"), max_length=300, blank=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation de pièce d’identité")
        verbose_name_plural = _("consultations de pièces d’identité")
        indexes = [
            models.Index(fields=["onboarding", "at"], name="crm_accesslog_of"),
            models.Index(fields=["at", "id"], name="crm_accesslog_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="crm_accesslog_other_says_why", condition=~Q(purpose=Purpose.OTHER) | ~Q(note="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} · {self.get_kind_display()} · {self.at:%d/%m/%Y %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A look is written once and never changed.")
        super().save(*args, **kwargs)
