from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.identity import Identity
from portal.access.roles import Role
from portal.core import dates
from portal.core.indexes import TrigramIndex
from portal.core.matching import matching, searchable
from portal.core.text import normalise


class ClientQuerySet(models.QuerySet):
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

    def matching(self, words: str):
        """Those whose name, e-mail, phone or SIREN holds every one of `words`, in any case and accents."""
        return self.filter(matching(words))


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
    created_at = models.DateTimeField(default=dates.now, editable=False)
    search_text = models.TextField(editable=False, default="")
    sort_name = models.CharField(max_length=80, editable=False, default="")

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
            TrigramIndex(fields=["search_text"], name="crm_client_search"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args, **kwargs):
        self.fill_search()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text", "sort_name"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("crm:data", args=[self.pk])

    def fill_search(self) -> None:
        """Set the columns that lists search and sort by: also before a `bulk_create`, which saves nothing itself."""
        self.search_text = self.make_search_text()
        company = self.company_name if self.is_company else ""
        self.sort_name = normalise(company or f"{self.last_name} {self.first_name}")[:80]

    def make_search_text(self) -> str:
        """What a search looks through; the phone in both writings, digits joined."""
        phone = self.phone.removeprefix("+")
        national = f"0{phone[2:]}" if phone.startswith("33") else phone
        return searchable(
            self.company_name,
            self.last_name,
            self.first_name,
            self.email,
            self.siren,
            self.city,
            phone,
            national,
        )
