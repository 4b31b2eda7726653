"""Questionnaires in versions, clients' answers, and the results that are kept with them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.questionnaires.enums import Mode, Slug, VersionState
from portal.access.permissions import Permission
from portal.codes.enums import Channel
from portal.core.values import dates


class FrozenVersion(Exception):
    """Someone tried to change a published version; a programming error, so it is never caught."""


class VersionQuerySet(models.QuerySet):
    """A queryset that leaves published versions alone."""

    def published(self):
        return self.filter(state=VersionState.PUBLISHED)

    def update(self, **values) -> int:
        if self.published().exists():
            raise FrozenVersion("A published version of a questionnaire does not change.")
        return super().update(**values)

    def delete(self):
        if self.published().exists():
            raise FrozenVersion("A published version of a questionnaire is not deleted.")
        return super().delete()


class QuestionnaireVersion(models.Model):
    """One version of a questionnaire. Once published it never changes: responses refer to it."""

    slug = models.CharField(_("questionnaire"), max_length=3, choices=Slug)
    number = models.PositiveIntegerField(_("version"))
    definition = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version de questionnaire")
        verbose_name_plural = _("versions de questionnaires")
        ordering = ["slug", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(state=VersionState.DRAFT), name="questionnaire_one_draft"
            ),
            models.CheckConstraint(
                name="questionnaire_published_dated",
                condition=Q(state=VersionState.DRAFT, published_at=None)
                | Q(state=VersionState.PUBLISHED, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slug_display()} v{self.number}"

    def save(self, *args, **kwargs):
        if self.pk and type(self)._base_manager.filter(pk=self.pk, state=VersionState.PUBLISHED).exists():
            raise FrozenVersion(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.state == VersionState.PUBLISHED:
            raise FrozenVersion(str(self))
        return super().delete(*args, **kwargs)

    @property
    def title(self) -> str:
        return self.definition.get("title", str(self))


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the responses of the clients `user` may see, with the right to read questionnaires."""
        if not user.has_right(Permission.QUESTIONNAIRES):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))

    def finished(self):
        return self.filter(finished_at__isnull=False)


class Response(models.Model):
    """A client's answers to one version, one by one, then the result. `answers` is {question id: [option ids]}.

    `revision` grows with each answer, so that a second device can tell that it shows an older one. `result` is the
    outcome as data; `lowered_to` a lower profile that the client asked for.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="responses", verbose_name=_("client"))
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="responses")
    slug = models.CharField(max_length=3, choices=Slug)
    mode = models.CharField(max_length=5, choices=Mode)
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    qcf_level = models.CharField(max_length=20, blank=True)
    comment = models.TextField(_("commentaire du conseiller"), blank=True, max_length=2000)
    warning = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True, blank=True)
    level = models.CharField(max_length=20, blank=True)
    lowered_to = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True)
    signature_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    signed_document = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse à un questionnaire")
        verbose_name_plural = _("réponses aux questionnaires")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["client", "slug", "-finished_at"], name="questionnaire_of_client"),
            models.Index(
                fields=["finished_at"],
                condition=Q(document=None, finished_at__isnull=False),
                name="questionnaire_print",
            ),
            models.Index(fields=["valid_until"], name="questionnaire_valid"),
            models.Index(
                fields=["signed_at"],
                condition=Q(signed_document=None, signed_at__isnull=False),
                name="questionnaire_seal",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="questionnaire_finished_has_result",
                condition=Q(finished_at=None, result=None)
                | Q(finished_at__isnull=False, result__isnull=False, valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="questionnaire_signed_is_printed",
                condition=Q(signed_at=None, signature_channel="")
                | Q(signed_at__isnull=False, document__isnull=False) & ~Q(signature_channel=""),
            ),
            models.CheckConstraint(
                name="questionnaire_lowered", condition=Q(lowered_to=None) | Q(lowered_to__range=(1, 7))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slug_display()} · {self.client}"

    def get_absolute_url(self) -> str:
        return reverse("crm:questionnaire_result", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_valid(self) -> bool:
        return self.is_finished and self.valid_until >= dates.today()

    @property
    def profile(self) -> int | None:
        """The risk profile in force (QPR): the computed one, or the lower one that the client asked for."""
        if self.slug != Slug.QPR or not self.level:
            return None
        return self.lowered_to or int(self.level)

    @property
    def status_label(self) -> str:
        if not self.is_finished:
            return str(_("En cours"))
        return str(_("Valable") if self.is_valid else _("Expiré"))

    @property
    def status_tone(self) -> str:
        return "progress" if not self.is_finished else "success" if self.is_valid else "muted"
