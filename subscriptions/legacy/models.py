"""Accounts of older databases: their holders are known, and have no login until they register here."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.emails import EmailField
from portal.records.models import Searched


class LegacyAccountQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """Return all of them for those who decide of links, none for anybody else."""
        return self if user.has_right(Permission.PORTFOLIO_REVIEW) else self.none()

    def of(self, email: str):
        """Return the accounts of an address, the one imported last first."""
        return self.filter(email=email).order_by("-imported_at", "-pk")

    def unclaimed(self):
        """Return those whose holder never registered here."""
        return self.filter(claimed_at=None)


class LegacyAccount(Searched):
    """An account of an older database. `claimed_at` is when its holder registered here, with `account`."""

    email = EmailField(_("adresse e-mail"))
    first_name = models.CharField(_("prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    source = models.CharField(_("base d’origine"), max_length=80)
    reference = models.CharField(_("ancien identifiant"), max_length=80, blank=True)
    opened_on = models.DateField(_("ouvert le"), null=True, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("compte")
    )
    claimed_at = models.DateTimeField(_("inscrit le"), null=True, editable=False)
    imported_at = models.DateTimeField(_("repris le"), default=dates.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LegacyAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("compte d’une ancienne base")
        verbose_name_plural = _("comptes d’anciennes bases")
        ordering = ["email", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "email"], name="legacy_account_once"),
            models.CheckConstraint(
                name="legacy_account_email_lower", condition=models.Q(email=models.functions.Lower("email"))
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="legacy_account_email"),
            models.Index(fields=["imported_at", "id"], name="legacy_account_imported"),
            models.Index(fields=["sort_name", "id"], name="legacy_account_name"),
            SearchIndex(fields=["search_text"], name="legacy_account_search"),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.source})"

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:legacy_account", args=[self.pk])

    @property
    @reads("first_name", "last_name")
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def search_parts(self) -> list:
        return [self.name, self.email, self.source, self.reference]

    def sort_key(self) -> str:
        return f"{self.last_name} {self.first_name}".strip() or self.email
