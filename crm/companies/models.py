"""What the company directory said of a client, and the gate that limits calls to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.companies.enums import CHECK_TONES, CheckState, UnitState, legal_form_label
from portal.core.values import dates


class CompanyRecord(models.Model):
    """Registration data of a client: what a person typed, and what the directory said and when.

    The directory's answer is kept in `found`, beside what was typed: nothing a person wrote is overwritten.
    """

    client = models.OneToOneField(Client, models.CASCADE, related_name="company_record")
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    vat_number = models.CharField(_("numéro de TVA"), max_length=20, blank=True)
    website = models.URLField(_("site internet"), max_length=300, blank=True)
    country = models.CharField(_("pays"), max_length=80, blank=True)
    legal_form = models.CharField(_("forme juridique"), max_length=4, blank=True)
    activity = models.CharField(_("activité"), max_length=10, blank=True)
    unit_state = models.CharField(_("état"), max_length=20, choices=UnitState, blank=True)
    closed_on = models.DateField(_("fermée le"), null=True, blank=True)
    check_state = models.CharField(_("contrôle"), max_length=10, choices=CheckState, default=CheckState.TO_CHECK)
    found = models.JSONField(default=dict, blank=True)
    differences = models.JSONField(default=list, blank=True)
    found_at = models.DateTimeField(_("lu dans l’annuaire le"), null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("données de société")
        verbose_name_plural = _("données de sociétés")
        indexes = [
            models.Index(
                fields=["next_check_at"],
                name="crm_company_to_check",
                condition=models.Q(check_state=CheckState.TO_CHECK),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="crm_company_checked_has_a_date",
                condition=models.Q(check_state=CheckState.TO_CHECK) | models.Q(found_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} · {self.check_state}"

    @property
    def status_label(self) -> str:
        return self.get_check_state_display()

    @property
    def status_tone(self) -> str:
        return CHECK_TONES[self.check_state]

    @property
    def legal_form_label(self) -> str:
        return legal_form_label(self.legal_form)


class DirectoryGate(models.Model):
    """Limits of the portal towards the directory: the last calls, and until when it is left alone."""

    calls = models.JSONField(default=list)
    closed_until = models.DateTimeField(default=dates.now)

    def __str__(self) -> str:
        return f"{len(self.calls)} · {self.closed_until}"
