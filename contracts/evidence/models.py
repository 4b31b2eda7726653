"""Count of unrecognised files on the public page, without an address in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VerificationTry(models.Model):
    """One upload of an unknown file. Kept a day; nothing of the file is."""

    visitor_digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("le"), db_index=True)

    class Meta:
        verbose_name = _("essai de vérification")
        verbose_name_plural = _("essais de vérification")
        indexes = [models.Index(fields=["visitor_digest", "id"], name="verification_try_visitor")]
