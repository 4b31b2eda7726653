"""Secure links: a 256-bit token that only its reader holds, and the tries to prove their identity."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates


class LinkQuerySet(models.QuerySet):
    def alive(self):
        """Return the links that may still be used now."""
        return self.filter(completed_at=None, revoked_at=None, expires_at__gt=dates.now())

    def about(self, subject):
        return self.filter(about_type=subject._meta.label_lower, about_id=str(subject.pk))


class SecureLink(models.Model):
    """One link sent to one person for one purpose about one object. The token itself is not stored."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("usage"), max_length=60)
    about_type = models.CharField(_("type de dossier"), max_length=60)
    about_id = models.CharField(_("dossier"), max_length=40)
    recipient_hint = models.CharField(_("destinataire"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("créé le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    proven_at = models.DateTimeField(_("identité prouvée le"), null=True, blank=True)
    completed_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    renewed_at = models.DateTimeField(_("remplacé le"), null=True, blank=True)
    # The code that was mailed last, where the proof is one (`mailed_codes`): its digest alone.
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(_("code envoyé le"), null=True, blank=True, editable=False)
    code_until = models.DateTimeField(_("code valable jusqu’au"), null=True, blank=True, editable=False)
    code_sends = models.PositiveSmallIntegerField(_("codes envoyés"), default=0, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien sécurisé")
        verbose_name_plural = _("liens sécurisés")
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="links_securelink_has_a_life"),
            models.CheckConstraint(
                condition=Q(proven_at=None) | Q(opened_at__isnull=False), name="links_securelink_proven_was_opened"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(revoked_at=None), name="links_securelink_one_end"
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id", "purpose"], name="links_securelink_about"),
            models.Index(fields=["expires_at"], name="links_securelink_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.about_type} {self.about_id}"

    @property
    def is_alive(self) -> bool:
        return self.completed_at is None and self.revoked_at is None and self.expires_at > dates.now()


class ProofTry(models.Model):
    """One wrong answer to the identity question of a link: at most five in 24 hours."""

    link = models.ForeignKey(SecureLink, models.CASCADE, related_name="wrong_tries", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["link", "at"], name="links_prooftry_link")]

    def __str__(self) -> str:
        return f"{self.link_id} · {self.at:%d/%m/%Y %H:%M}"
