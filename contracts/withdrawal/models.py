"""Count of wrong answers on the public withdrawal page, without a number or an address in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawalTry(models.Model):
    """One try that was not recognised. Kept 24 hours."""

    number_digest = models.CharField(max_length=64)
    visitor_digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("le"), db_index=True)

    class Meta:
        verbose_name = _("essai de rétractation")
        verbose_name_plural = _("essais de rétractation")
        indexes = [
            models.Index(fields=["number_digest", "id"], name="withdrawal_try_number"),
            models.Index(fields=["visitor_digest", "id"], name="withdrawal_try_visitor"),
        ]
