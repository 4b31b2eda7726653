"""Requests for an expert, and the questions asked about them."""

import re
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.access.scopes import Reach
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet, searchable
from portal.core.reading import reads
from portal.core.values import dates
from portal.records.models import Created
from presales.opportunities.models import Opportunity
from presales.requests.enums import (
    FOR_ASKERS,
    FOR_TEAM,
    NEXT_STEPS,
    NOT_CLOSED,
    OPEN,
    STATUS_TONES,
    WITH_PARTNER,
    WITH_TEAM,
    Mode,
    Status,
)
from presales.requests.workflow import RequestWorkflow

NUMBER = "AV-{:05d}"
WHOLE_NUMBER = re.compile(r"AV-(\d{5,15})", re.ASCII | re.IGNORECASE)


class PresalesRequestQuerySet(StatusQuerySet, SearchedQuerySet):
    def visible_to(self, user):
        """Return those of the reader's organisation; for the team and the back-office all that were submitted."""
        found = scopes.OPPORTUNITIES.rows(self, user)
        return found.exclude(status=Status.DRAFT) if scopes.OPPORTUNITIES.reach(user) is Reach.ALL else found

    @staticmethod
    def whole_number(typed: str) -> dict:
        number = WHOLE_NUMBER.fullmatch(typed.strip())
        return {"pk": int(number[1])} if number else {}


class PresalesRequest(RequestWorkflow, Created, StatusModel):
    CREATED_BY = "requester"
    STATUS_TONES = STATUS_TONES

    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="requests", verbose_name=_("opportunité"))
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="presales_requests", verbose_name=_("demandée par")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presales_handled",
        verbose_name=_("suivie par"),
    )
    status = FSMField(_("statut"), choices=Status, default=Status.DRAFT, protected=True, max_length=16)
    status_before_info = models.CharField(max_length=16, blank=True, editable=False)

    description = models.TextField(_("descriptif de l’intervention"), max_length=4000)
    mode = models.CharField(_("type d’intervention"), max_length=10, choices=Mode)
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    video_link = models.URLField(_("lien de la visio"), max_length=500, blank=True)
    wished_on = models.DateField(_("date souhaitée"))
    wished_presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intervenant souhaité"),
    )

    round = models.PositiveSmallIntegerField(_("tour de propositions"), default=0, editable=False)
    chosen = models.ForeignKey("Slot", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    expectations = models.TextField(_("attentes"), blank=True, editable=False)
    half_days = models.JSONField(_("demi-journées préférées"), default=list, blank=True, editable=False)
    meeting_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting_sequence = models.PositiveIntegerField(default=0, editable=False)

    clock_spent = models.PositiveIntegerField(default=0, editable=False)
    clock_since = models.DateTimeField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("attendue pour le"), null=True, blank=True, editable=False)

    submitted_at = models.DateTimeField(_("soumise le"), null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = PresalesRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande avant-vente")
        verbose_name_plural = _("demandes avant-vente")
        indexes = [
            *sort_indexes(
                "presales",
                {"org": "organisation"},
                {"created": "created_at", "changed": "status_changed_at", "wished": "wished_on"},
            ),
            models.Index(fields=["due_at", "id"], name="presales_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["status", "created_at", "id"], name="presales_status_created"),
            # Open requests, read and counted by home pages, the queue and the menu.
            models.Index(fields=["status", "due_at", "id"], name="presales_open", condition=Q(status__in=OPEN)),
            models.Index(
                fields=["status_changed_at", "id"], name="presales_with_partner", condition=Q(status__in=WITH_PARTNER)
            ),
            models.Index(
                fields=["organisation", "status_changed_at", "id"],
                name="presales_org_open",
                condition=Q(status__in=NOT_CLOSED),
            ),
            models.Index(
                fields=["organisation", "status"], name="presales_org_status", condition=Q(status__in=NOT_CLOSED)
            ),
            SearchIndex(fields=["organisation", "search_text"], name="presales_search"),
        ]
        constraints = [
            models.CheckConstraint(name="presales_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="presales_mode_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(name="presales_on_site_has_place", condition=~Q(mode=Mode.ON_SITE) | ~Q(place="")),
            models.CheckConstraint(
                name="presales_video_link_is_secure",
                condition=Q(video_link="") | Q(mode=Mode.REMOTE, video_link__startswith="https://"),
            ),
            models.CheckConstraint(
                name="presales_clock_runs_with_the_team",
                condition=Q(status__in=WITH_TEAM, clock_since__isnull=False, due_at__isnull=False)
                | ~Q(status__in=WITH_TEAM) & Q(clock_since__isnull=True, due_at__isnull=True),
            ),
            models.CheckConstraint(
                name="presales_sent_has_date",
                condition=Q(status__in=[Status.DRAFT, Status.CANCELLED]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="presales_done_has_slot", condition=~Q(status=Status.DONE) | Q(chosen__isnull=False)
            ),
            models.CheckConstraint(
                name="presales_question_knows_from_where",
                condition=~Q(status=Status.AWAITING_INFO) | ~Q(status_before_info=""),
            ),
        ]

    def __str__(self) -> str:
        return gettext("La demande %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("presales:request", args=[self.pk])

    def save(self, *args, **kwargs):
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """Set the column that lists search: also before a `bulk_create`, which saves nothing itself."""
        self.search_text = searchable(
            self.number if self.pk else "",
            self.opportunity.title,
            self.opportunity.company_name,
            self.place,
            self.requester.get_full_name(),
        )

    @property
    @reads("pk")
    def number(self) -> str:
        return NUMBER.format(self.pk or 0)

    @property
    @reads("status", "chosen_id")
    def status_label(self) -> str:
        """Return the guide's word for the status, with its current meaning: `Planifiée · dates à choisir`."""
        label, detail = str(self.get_status_display()), self._status_detail()
        return f"{label} · {detail}" if detail else label

    def _status_detail(self) -> str:
        if self.status == Status.PLANNED:
            return gettext("dates à choisir")
        if self.status != Status.DONE:
            return ""
        # Without the slot loaded (lists), leave the day out rather than query per row.
        slot = self._state.fields_cache.get("chosen")
        if slot is None:
            return gettext("rendez-vous fixé")
        words = gettext("rendez-vous le %(day)s") if slot.start > dates.now() else gettext("rendez-vous du %(day)s")
        return words % {"day": dates.day_and_month(slot.start)}

    @property
    def next_step(self) -> str:
        """Return the next step in one sentence, for any reader."""
        return str(NEXT_STEPS[self.status])

    def next_step_for(self, role: str) -> str:
        """Return the next step in one sentence, for a reader of that role."""
        asks, handles = roles_with(Permission.PRESALES_ASK), roles_with(Permission.PRESALES_HANDLE)
        words = FOR_ASKERS if role in asks else FOR_TEAM if role in handles else {}
        return str(words.get(self.status, NEXT_STEPS[self.status]))

    @property
    def place_label(self) -> str:
        """Return where the meeting is."""
        return self.place if self.mode == Mode.ON_SITE else str(self.get_mode_display())

    @property
    def may_have_video(self) -> bool:
        """Return whether a link of a video meeting makes sense now: it is remote, and still to come."""
        ahead = self.status == Status.DONE and self.chosen is not None and self.chosen.end > dates.now()
        return self.mode == Mode.REMOTE and (self.status in OPEN or ahead)

    @property
    def joins_today(self) -> bool:
        """Return whether the video meeting is today, in Paris."""
        agreed = self.status == Status.DONE and self.chosen is not None
        return bool(self.video_link) and agreed and self.chosen.start.astimezone(dates.PARIS).date() == dates.today()

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < dates.now()


class Question(models.Model):
    """A question of the team and its answer (D11)."""

    request = models.ForeignKey(PresalesRequest, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("demandée par")
    )
    asked_at = models.DateTimeField(_("demandée le"), default=dates.now)
    answer = models.TextField(_("réponse"), blank=True, max_length=4000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("répondue par")
    )
    answered_at = models.DateTimeField(_("répondue le"), null=True)

    class Meta:
        verbose_name = _("demande d’informations")
        verbose_name_plural = _("demandes d’informations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(answered_at=None), name="presales_one_open_question"
            ),
            models.CheckConstraint(
                name="presales_answer_is_whole",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]
