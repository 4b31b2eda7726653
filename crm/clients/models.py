from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.enums import NEXT_STEPS, STAGE_TONES, Kind, LifeStage
from crm.clients.identity import Identity
from crm.clients.workflow import ClientWorkflow
from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values.text import normalise
from portal.records.models import Record


class ClientQuerySet(SearchedQuerySet, StatusQuerySet):
    def visible_to(self, user):
        """The files `user` may open: an agent theirs, a manager the agency's, back-office all; no removed one."""
        return self.in_scope_of(user).filter(removed_at=None)

    def in_scope_of(self, user):
        """The files of `user`, removed ones included: for restoring them."""
        return scopes.CLIENTS.rows(self, user, group="agency")

    def in_use(self):
        """Those that lists and pickers offer: neither removed nor archived."""
        return self.filter(removed_at=None, archived_at=None)


class Client(ClientWorkflow, Identity, Record, StatusModel):
    """A party the portal sells to: a person, a company or a household, in one of its lives.

    `removed_at` is the bin, `archived_at` the shelf of files that the law keeps; `erase_on` is the day either is
    erased. A file merged into another keeps only where it went.
    """

    STATUS_FIELD = "stage"
    STATUS_TONES = STAGE_TONES

    stage = FSMField(_("étape"), choices=LifeStage, default=LifeStage.CLIENT, protected=True, max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="clients")
    agency = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="clients")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="client_file",
    )
    household = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("foyer")
    )
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, editable=False, related_name="merged")
    archived_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    erase_on = models.DateField(_("effacement le"), null=True, editable=False)
    same_name = models.CharField(max_length=80, editable=False, default="")
    same_email = models.CharField(max_length=254, editable=False, default="")

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        constraints = [
            models.CheckConstraint(name="crm_client_stage_known", condition=Q(stage__in=LifeStage.values)),
            models.CheckConstraint(name="crm_client_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="crm_client_away_one_way", condition=Q(archived_at=None) | Q(removed_at=None)),
            models.CheckConstraint(
                name="crm_client_erased_when_removed",
                condition=Q(removed_at=None, archived_at=None, erase_on=None)
                | Q(removed_at__isnull=False, erase_on__isnull=False)
                | Q(archived_at__isnull=False),
            ),
            models.CheckConstraint(
                name="crm_client_merged_is_removed", condition=Q(merged_into=None) | Q(removed_at__isnull=False)
            ),
            models.CheckConstraint(name="crm_client_not_own_household", condition=~Q(household=models.F("pk"))),
        ]
        indexes = [
            *sort_indexes(
                "crm_client",
                {"owner": "owner", "agency": "agency"},
                {"name": "sort_name", "created": "created_at", "changed": "changed_at"},
            ),
            models.Index(fields=["phone"], name="crm_client_phone"),  # how many clients share a mobile
            # Prospects, newest first, per scope; households to pick one from.
            models.Index(fields=["owner", "stage", "created_at", "id"], name="crm_client_owner_stage"),
            models.Index(fields=["agency", "stage", "created_at", "id"], name="crm_client_agency_stage"),
            models.Index(fields=["stage", "created_at", "id"], name="crm_client_stage"),
            models.Index(fields=["sort_name", "id"], name="crm_client_household", condition=Q(kind=Kind.HOUSEHOLD)),
            # The same party in another file: by number, address, or name with birth date.
            models.Index(fields=["siren"], name="crm_client_siren", condition=~Q(siren="")),
            models.Index(fields=["same_email"], name="crm_client_same_email", condition=~Q(same_email="")),
            models.Index(fields=["birth_date", "same_name"], name="crm_client_same_person"),
            models.Index(fields=["erase_on"], name="crm_client_erase_on", condition=Q(erase_on__isnull=False)),
            SearchIndex(fields=["owner", "agency", "search_text"], name="crm_client_search"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @reads("stage")
    def get_absolute_url(self) -> str:
        return reverse("crm:client", args=[self.pk])

    def search_parts(self) -> list:
        return [*super().search_parts(), self.city]

    def save(self, *args, **kwargs):
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "same_name", "same_email"}
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        super().fill_search()
        self.same_name = name_key(self.last_name, self.first_name)
        self.same_email = self.email.casefold()

    @property
    @reads("stage")
    def status(self) -> str:
        return self.stage

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.stage])

    @property
    def is_household(self) -> bool:
        return self.kind == Kind.HOUSEHOLD


def name_key(*names: str) -> str:
    """A name in any writing: `Jean-Marc DUPRÉ` and `dupre jean marc` give the same key."""
    words = normalise(*names).replace("-", " ").replace("’", " ").replace("'", " ").split()
    return " ".join(sorted(words))[:80]
