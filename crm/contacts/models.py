"""People one talks to at a company."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility
from crm.clients.models import Client
from portal.core.values import phone
from portal.records.models import Record


class Contact(Record):
    """A person at a company; exactly one of a company's contacts is the favourite."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="contacts")
    civility = models.CharField(_("civilité"), max_length=5, choices=Civility, blank=True)
    last_name = models.CharField(_("nom"), max_length=120, blank=True)
    first_name = models.CharField(_("prénom"), max_length=120, blank=True)
    job = models.CharField(_("fonction"), max_length=120, blank=True)
    landline = models.CharField(_("téléphone fixe"), max_length=16)
    mobile = models.CharField(_("mobile"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_favourite = models.BooleanField(_("contact favori"), default=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-is_favourite", "last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(is_favourite=True), name="crm_contact_one_favourite"
            ),
            models.CheckConstraint(condition=~Q(landline=""), name="crm_contact_has_a_landline"),
        ]

        indexes = [
            # Whether a party is somebody's contact already; `iexact` compares in capitals.
            models.Index(Upper("email"), name="crm_contact_email"),
            models.Index(fields=["mobile"], name="crm_contact_mobile", condition=~Q(mobile="")),
            models.Index(fields=["landline"], name="crm_contact_landline"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name, else the number that one calls."""
        return f"{self.first_name} {self.last_name}".strip() or phone.national(self.landline)
