"""Stored files: type, location of their bytes, and the digest that proves them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates


class SealedFile(Exception):
    """Raised when code tries to change or remove a sealed file; a programming error, never caught."""


IDENTITY = ("name", "kind", "content_type", "size", "sha256", "key", "sealed_at")


class StoredFileQuerySet(models.QuerySet):
    """A queryset that leaves sealed files alone."""

    def about(self, subject: models.Model) -> "StoredFileQuerySet":
        """Return the files of one object, oldest first."""
        return self.filter(about_type=subject._meta.label_lower, about_id=str(subject.pk)).order_by("created_at", "pk")

    def sealed(self) -> "StoredFileQuerySet":
        return self.filter(sealed_at__isnull=False)

    def update(self, **values) -> int:
        if set(values) & set(IDENTITY) and self.sealed().exists():
            raise SealedFile("The identity of a sealed file does not change.")
        return super().update(**values)

    def delete(self):
        if self.sealed().exists():
            raise SealedFile("A sealed file is not deleted.")
        return super().delete()


class StoredFile(models.Model):
    """One file in private storage. New bytes are a new row; a sealed row keeps its identity for ever.

    `kind` is a word of the app that stores it (`contract`, `contract-signed`); `about_type` and `about_id`
    name the object it belongs to. Whoever may see that object may see the file: the caller checks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("sorte"), max_length=40)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64, db_index=True)
    key = models.CharField(_("emplacement"), max_length=200, unique=True)
    about_type = models.CharField(_("objet"), max_length=60, blank=True)
    about_id = models.CharField(_("identifiant de l’objet"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("créé le"), default=dates.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("créé par"),
    )
    sealed_at = models.DateTimeField(_("scellé le"), null=True, blank=True, editable=False)
    # Until the transaction that it was stored for takes it: what a killed process leaves behind keeps it.
    untaken_since = models.DateTimeField(_("en attente depuis"), null=True, blank=True, editable=False)
    # When its bytes were last compared with its digest: at first when they were stored (see `verification`).
    checked_at = models.DateTimeField(_("vérifié le"), default=dates.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="documents_about"),
            models.Index(fields=["created_at", "id"], name="documents_created"),
            models.Index(fields=["untaken_since"], name="documents_untaken", condition=Q(untaken_since__isnull=False)),
            models.Index(fields=["checked_at"], name="documents_checked"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="documents_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_sha256_is_hex"),
            models.CheckConstraint(
                condition=Q(about_type="", about_id="") | (~Q(about_type="") & ~Q(about_id="")),
                name="documents_about_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **options) -> None:
        if not self._state.adding:
            self._refuse_if_sealed_and_changed()
        super().save(**options)

    def delete(self, **options):
        if type(self).objects.filter(pk=self.pk).sealed().exists():
            raise SealedFile(f"{self.pk} is sealed and is not deleted.")
        return super().delete(**options)

    def _refuse_if_sealed_and_changed(self) -> None:
        stored = type(self).objects.filter(pk=self.pk).sealed().values(*IDENTITY).first()
        if stored and any(stored[field] != getattr(self, field) for field in IDENTITY):
            raise SealedFile(f"{self.pk} is sealed: its identity does not change.")


class FileFault(models.Model):
    """A stored file whose bytes are gone or changed, until they are right again."""

    class Kind(models.TextChoices):
        MISSING = "missing", _("introuvable dans le stockage")
        ALTERED = "altered", _("modifié depuis son dépôt")

    stored = models.OneToOneField(StoredFile, models.CASCADE, related_name="fault", primary_key=True)
    kind = models.CharField(_("problème"), max_length=10, choices=Kind)
    found_at = models.DateTimeField(_("constaté le"), default=dates.now)
    told_at = models.DateTimeField(_("signalé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("fichier à problème")
        verbose_name_plural = _("fichiers à problème")

    def __str__(self) -> str:
        return f"{self.stored_id} · {self.kind}"


class Leftover(models.Model):
    """Bytes without a row: recorded until the store has deleted them, whatever fails meanwhile."""

    key = models.CharField(max_length=200, unique=True)
    since = models.DateTimeField(default=dates.now)

    def __str__(self) -> str:
        return self.key


class SealCertificate(models.Model):
    """A certificate the portal has sealed with, current or former (DER, without its key)."""

    sha256 = models.CharField(max_length=64, unique=True)
    certificate = models.BinaryField()
    since = models.DateTimeField(default=dates.now)

    def __str__(self) -> str:
        return self.sha256
