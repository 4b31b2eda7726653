"""Next actions with a party: what to do, by whom, until when, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.tasks.enums import ICONS, QUICK_OUTCOMES, Kind
from portal.access.permissions import Permission
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet, searchable
from portal.core.reading import reads
from portal.core.values import dates
from portal.records.models import Record


class TaskQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """The actions on files that `user` may open; a client with an account reads none of them."""
        if not user.has_right(Permission.CLIENTS_VIEW):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))

    def open(self):
        return self.filter(done_at=None)


class Task(Record):
    """One thing to do with a party. `outcome` is what came of it, once it is done."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="tasks", verbose_name=_("client"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks", verbose_name=_("conseiller")
    )
    agency = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.CALL)
    title = models.CharField(_("intitulé"), max_length=160)
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    due_at = models.DateTimeField(_("échéance"))
    done_at = models.DateTimeField(_("faite le"), null=True, editable=False)
    outcome = models.CharField(_("résultat"), max_length=500, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(name="crm_task_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="crm_task_outcome_when_done", condition=Q(outcome="") | Q(done_at__isnull=False)
            ),
        ]
        indexes = [
            # One per sort and scope of the list, and the open ones by due date for the home page and the board.
            *sort_indexes("crm_task", {"owner": "owner", "agency": "agency"}, {"due": "due_at"}),
            models.Index(fields=["owner", "due_at", "id"], name="crm_task_owner_open", condition=Q(done_at=None)),
            models.Index(fields=["agency", "due_at", "id"], name="crm_task_agency_open", condition=Q(done_at=None)),
            SearchIndex(fields=["owner", "agency", "search_text"], name="crm_task_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @reads("client_id")
    def get_absolute_url(self) -> str:
        return reverse("crm:task_edit", args=[self.client_id, self.pk])

    def save(self, *args, **kwargs):
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """Set the column that lists search: also before a `bulk_create`, which saves nothing itself."""
        self.search_text = searchable(self.title, self.place, self.client.display_name)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.due_at < dates.now()

    @property
    def is_today(self) -> bool:
        return self.due_at.astimezone(dates.PARIS).date() == dates.today()

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def quick_outcomes(self) -> tuple:
        return QUICK_OUTCOMES[self.kind]

    @property
    @reads("done_at", "due_at")
    def status_label(self) -> str:
        if self.is_done:
            return str(_("Faite"))
        return str(_("En retard") if self.is_late else _("Aujourd’hui") if self.is_today else _("À venir"))

    @property
    @reads("done_at", "due_at")
    def status_tone(self) -> str:
        if self.is_done:
            return "success"
        return "danger" if self.is_late else "progress" if self.is_today else "neutral"
