"""Tokens of the API, and the answers that are replayed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.exchange.api import Scope


class TokenQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, for those who may use the API."""
        return self.filter(owner=user.pk) if user.is_active else self.none()


class ApiToken(models.Model):
    """A secret that one program uses in the name of its owner; only its digest is kept.

    `minute` and `calls` count what was asked in one minute.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    creation_key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(_("début"), max_length=12, editable=False)
    scopes = models.JSONField(_("portées"), default=list)
    created_at = models.DateTimeField(_("créé le"), default=dates.now, editable=False)
    expires_at = models.DateTimeField(_("expire le"))
    used_at = models.DateTimeField(_("dernière utilisation"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True, editable=False)
    minute = models.DateTimeField(null=True, editable=False)
    calls = models.PositiveIntegerField(default=0, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("jeton de l’API")
        verbose_name_plural = _("jetons de l’API")
        indexes = [models.Index(fields=["owner", "created_at"], name="api_token_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > dates.now()

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]


class Answer(models.Model):
    """The answer to one request with an `Idempotency-Key`, replayed when the same request comes again."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("réponse de l’API")
        verbose_name_plural = _("réponses de l’API")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["at"], name="api_answer_at")]

    def __str__(self) -> str:
        return self.key
