from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.identity import Identity
from portal.access.roles import Role
from portal.core import dates
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet


class ClientQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """The clients `user` may see: an agent theirs, a manager the agency's, back-office all."""
        if not user.is_active:
            return self.none()
        if user.role == Role.BACK_OFFICE:
            return self
        if user.role == Role.MANAGER and user.organisation_id:
            return self.filter(agency_id=user.organisation_id)
        if user.role == Role.AGENT:
            return self.filter(owner=user)
        if user.role == Role.CLIENT:
            return self.filter(account=user)
        return self.none()


class Client(Identity):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="clients")
    agency = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="clients")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="client_file",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        indexes = [
            # One per sort of the list and per scope of a reader: own, agency, all.
            models.Index(fields=["owner", "sort_name", "id"], name="crm_client_owner_name"),
            models.Index(fields=["agency", "sort_name", "id"], name="crm_client_agency_name"),
            models.Index(fields=["sort_name", "id"], name="crm_client_name"),
            models.Index(fields=["phone"], name="crm_client_phone"),  # how many clients share a mobile
            models.Index(fields=["owner", "created_at", "id"], name="crm_client_owner_created"),
            models.Index(fields=["agency", "created_at", "id"], name="crm_client_agency_created"),
            models.Index(fields=["created_at", "id"], name="crm_client_created"),
            SearchIndex(fields=["owner", "agency", "search_text"], name="crm_client_search"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("crm:data", args=[self.pk])

    def search_parts(self) -> list:
        return [*super().search_parts(), self.city]
