"""Entries of money: rows are only ever added, and each entry's debits equal its credits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates


class AppendOnly(Exception):
    """Someone tried to change or delete an entry; a programming error, so it is never caught."""


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that only reads and inserts."""

    def update(self, **values):
        raise AppendOnly("Entries of the ledger do not change.")

    def delete(self):
        raise AppendOnly("Entries of the ledger are not deleted.")


class AppendOnlyModel(models.Model):
    """A row that is inserted once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding:
            raise AppendOnly(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly(str(self))


class Entry(AppendOnlyModel):
    """One step of money. `key` names the fact: posted twice, it is written once."""

    key = models.CharField(_("clé"), max_length=120, unique=True)
    about_type = models.CharField(_("objet"), max_length=60)
    about_id = models.CharField(_("numéro"), max_length=40)
    at = models.DateTimeField(_("date"), default=dates.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("écriture")
        verbose_name_plural = _("écritures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="ledger_entry_about")]

    def __str__(self) -> str:
        return self.key


class EntryLine(AppendOnlyModel):
    """One side of an entry: a debit or a credit of an account."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines", verbose_name=_("écriture"))
    account = models.CharField(_("compte"), max_length=60)
    debit = models.DecimalField(_("débit"), max_digits=14, decimal_places=2, default=0)
    credit = models.DecimalField(_("crédit"), max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("ligne d’écriture")
        verbose_name_plural = _("lignes d’écritures")
        ordering = ["pk"]
        indexes = [models.Index(fields=["account", "id"], name="ledger_line_account")]
        constraints = [
            models.CheckConstraint(
                name="ledger_line_one_side", condition=Q(debit__gt=0, credit=0) | Q(debit=0, credit__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.debit} · {self.credit}"
