from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.clients.identity import Identity
from portal.access.roles import Role
from portal.core import dates
from portal.core.text import digits, normalise


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
        found = self
        joined = digits(words)
        if len(joined) >= 4 and joined == "".join(words.split()).replace(".", "").replace("+", ""):
            return found.filter(search_text__contains=joined)
        for word in normalise(words).split():
            found = found.filter(search_text__contains=word)
        return found


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

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        indexes = [
            models.Index(fields=["owner", "last_name", "id"], name="crm_client_owner_name"),
            models.Index(fields=["agency", "last_name", "id"], name="crm_client_agency_name"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args, **kwargs):
        self.search_text = self.make_search_text()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def make_search_text(self) -> str:
        """What a search looks through; the phone in both writings, digits joined."""
        phone = self.phone.removeprefix("+")
        national = f"0{phone[2:]}" if phone.startswith("33") else phone
        return normalise(
            self.company_name,
            self.last_name,
            self.first_name,
            self.email,
            self.siren,
            self.city,
            phone,
            national,
        )
