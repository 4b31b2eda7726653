"""What a new client gives by themselves: data, people, pieces, consents."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from crm.clients.models import Client
from crm.onboarding.enums import (
    IDENTITY_KINDS,
    NEXT_STEPS,
    PIECE_TONES,
    STATUS_TONES,
    WITH_CLIENT,
    PieceKind,
    PieceStatus,
    Standing,
    Status,
)
from crm.onboarding.workflow import OnboardingWorkflow, PieceWorkflow
from portal.access.permissions import Permission
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.records.models import Record, Searched


class OnboardingQuerySet(SearchedQuerySet, StatusQuerySet):
    def visible_to(self, user):
        """Those of the clients that `user` may see: how far they are, not what they hold."""
        return self.filter(client__in=Client.objects.visible_to(user))

    def reviewed_by(self, user):
        """Those whose pieces `user` may read."""
        return self.visible_to(user) if user.has_right(Permission.ONBOARDING_REVIEW) else self.none()


class Onboarding(OnboardingWorkflow, Searched, Record, StatusModel):
    """One client's onboarding. `answers` holds what they corrected of their file, until it is accepted.

    `revision` grows with each answer, so that a second device can tell that it shows an older one. `seconds` is the
    time spent, pauses of more than ten minutes taken out.
    """

    STATUS_TONES = STATUS_TONES

    client = models.OneToOneField(Client, models.PROTECT, related_name="onboarding", verbose_name=_("client"))
    status = FSMField(_("statut"), choices=Status, default=Status.SENT, protected=True, max_length=12)
    contact = models.CharField(_("destinataire"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail"))
    sent_at = models.DateTimeField(_("lien envoyé le"), default=dates.now)
    expires_at = models.DateTimeField(_("lien valable jusqu’au"))
    reminders = models.PositiveSmallIntegerField(_("relances"), default=0)
    next_reminder_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    data_at = models.DateTimeField(_("informations vérifiées le"), null=True, blank=True)
    people_at = models.DateTimeField(_("personnes déclarées le"), null=True, blank=True)
    consents = models.JSONField(default=dict, blank=True)
    seconds = models.PositiveIntegerField(_("temps passé en secondes"), default=0)
    active_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("envoyé par le client le"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepté le"), null=True, blank=True)
    erased_at = models.DateTimeField(_("pièces effacées le"), null=True, blank=True)

    objects = OnboardingQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        indexes = [
            models.Index(fields=["status_changed_at", "id"], name="crm_onboarding_age"),
            models.Index(fields=["status", "status_changed_at", "id"], name="crm_onboarding_queue"),
            models.Index(fields=["created_at", "id"], name="crm_onboarding_created"),
            models.Index(fields=["sort_name", "id"], name="crm_onboarding_name"),
            models.Index(fields=["submitted_at"], name="crm_onboarding_submitted"),
            models.Index(fields=["expires_at"], name="crm_onboarding_ends", condition=Q(status__in=WITH_CLIENT)),
            models.Index(
                fields=["next_reminder_at"],
                name="crm_onboarding_reminder",
                condition=Q(next_reminder_at__isnull=False),
            ),
            SearchIndex(fields=["search_text"], name="crm_onboarding_search"),
        ]
        constraints = [
            models.CheckConstraint(name="crm_onboarding_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="crm_onboarding_accepted_has_a_moment",
                condition=~Q(status=Status.ACCEPTED) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="crm_onboarding_checked_was_sent",
                condition=~Q(status__in=[Status.TO_CHECK, Status.TO_COMPLETE]) | Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Inscription de %(name)s") % {"name": self.client.display_name})

    def get_absolute_url(self) -> str:
        return reverse("crm:review", args=[self.pk])

    def search_parts(self) -> list:
        return [*self.client.search_parts(), self.contact, self.email]

    def sort_key(self) -> str:
        return self.client.display_name

    @property
    def next_step(self) -> str:
        return str(NEXT_STEPS[self.status])

    @property
    @reads("status")
    def is_with_client(self) -> bool:
        return self.status in WITH_CLIENT

    @property
    def is_renewable(self) -> bool:
        """Return whether a new link may be sent: nothing waits for the back-office, nothing was accepted."""
        return self.is_with_client or self.status == Status.EXPIRED


class PieceQuerySet(StatusQuerySet):
    def visible_to(self, user):
        return self.filter(onboarding__in=Onboarding.objects.visible_to(user))


class Piece(PieceWorkflow, StatusModel):
    """One document that is asked for, in as many pages as it takes."""

    STATUS_TONES = PIECE_TONES

    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="pieces")
    kind = models.CharField(_("document"), max_length=14, choices=PieceKind)
    status = FSMField(_("statut"), choices=PieceStatus, default=PieceStatus.AWAITED, protected=True, max_length=10)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce d’inscription")
        verbose_name_plural = _("pièces d’inscription")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["onboarding", "kind"], name="crm_piece_once"),
            models.CheckConstraint(name="crm_piece_kind_known", condition=Q(kind__in=PieceKind.values)),
            models.CheckConstraint(name="crm_piece_status_known", condition=Q(status__in=PieceStatus.values)),
            models.CheckConstraint(
                name="crm_piece_refused_says_why", condition=~Q(status=PieceStatus.REFUSED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_identity(self) -> bool:
        return self.kind in IDENTITY_KINDS


class PageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The pages whose pieces `user` reviews."""
        return self.filter(piece__onboarding__in=Onboarding.objects.reviewed_by(user))

    def current(self):
        return self.filter(retired_at=None)


class Page(models.Model):
    """A file of a piece. `sha256` is that of the bytes that were sent: the same are not taken a second time.

    A retired page belongs to a refusal, or to an onboarding that began anew; `stored` is empty once it is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="pages")
    stored = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=dates.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    refused_for = models.CharField(max_length=500, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page de pièce")
        verbose_name_plural = _("pages de pièces")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "sha256"], condition=Q(retired_at=None), name="crm_page_once_in_a_piece"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(onboarding__in=Onboarding.objects.reviewed_by(user))


class Person(models.Model):
    """Somebody who runs a company, or owns a quarter of it or more."""

    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="people")
    standing = models.CharField(_("qualité"), max_length=8, choices=Standing)
    last_name = models.CharField(_("nom"), max_length=120)
    first_name = models.CharField(_("prénom"), max_length=120)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    job = models.CharField(_("fonction"), max_length=120, blank=True)
    share = models.DecimalField(_("part détenue"), max_digits=5, decimal_places=2, null=True, blank=True)
    from_directory = models.BooleanField(_("repris de l’annuaire"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("dirigeant ou bénéficiaire")
        verbose_name_plural = _("dirigeants et bénéficiaires")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="crm_person_standing_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(
                name="crm_person_owns_a_quarter",
                condition=Q(standing=Standing.OFFICER, share=None)
                | (~Q(standing=Standing.OFFICER) & Q(share__gte=25, share__lte=100)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def is_owner(self) -> bool:
        return self.standing != Standing.OFFICER
