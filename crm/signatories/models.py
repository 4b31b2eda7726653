"""Who signs for a client: a natural person with a verified e-mail, a mobile, a power and an identity document."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Civility
from crm.clients.models import Client
from crm.signatories.enums import DocumentKind, SignerRole, Step
from crm.signatories.rules import document_ends_soon, power_in_force
from portal.access.permissions import Permission
from portal.core.values import dates
from portal.core.values.emails import EmailField
from portal.records.models import Record


class SignatoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The signatories of files that `user` may open; a client with an account reads none of them."""
        if not user.has_right(Permission.CLIENTS_VIEW):
            return self.none()
        return self.filter(client__in=Client.objects.visible_to(user))


class Signatory(Record):
    """`phone_reviewed_at` is set by the back-office for a mobile that many clients share; `warned_for` is the end of
    the identity document that the adviser was warned of.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="signatories", verbose_name=_("client"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ajouté par"))
    role = models.CharField(_("rôle"), max_length=10, choices=SignerRole, default=SignerRole.HOLDER)
    civility = models.CharField(_("civilité"), max_length=5, choices=Civility)
    last_name = models.CharField(_("nom"), max_length=120)
    first_name = models.CharField(_("prénom"), max_length=120)
    birth_date = models.DateField(_("date de naissance"), null=True)
    email = EmailField(_("e-mail"), blank=True)
    email_verified_at = models.DateTimeField(null=True, editable=False)
    phone = models.CharField(_("mobile"), max_length=16, blank=True)
    phone_reviewed_at = models.DateTimeField(null=True, editable=False)
    power_from = models.DateField(_("pouvoir depuis le"), null=True)
    power_until = models.DateField(_("pouvoir jusqu’au"), null=True, blank=True)
    document_kind = models.CharField(_("pièce d’identité"), max_length=10, choices=DocumentKind, blank=True)
    document_until = models.DateField(_("valable jusqu’au"), null=True)
    warned_for = models.DateField(null=True, editable=False)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signataire")
        verbose_name_plural = _("signataires")
        constraints = [
            models.CheckConstraint(
                name="crm_signatory_power_in_order",
                condition=Q(power_until=None) | Q(power_from=None) | Q(power_until__gte=F("power_from")),
            ),
            models.CheckConstraint(
                name="crm_signatory_verified_has_email", condition=Q(email_verified_at=None) | ~Q(email="")
            ),
            models.CheckConstraint(
                name="crm_signatory_document_paired",
                condition=Q(document_kind="", document_until=None)
                | (~Q(document_kind="") & Q(document_until__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["phone"], name="crm_signatory_phone", condition=~Q(phone="")),
            models.Index(
                fields=["document_until"], name="crm_signatory_document", condition=Q(document_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("crm:signatory", args=[self.client_id, self.pk, self.next_step])

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def done_steps(self) -> dict[str, bool]:
        """For each step, whether what it asks is there."""
        return {
            Step.IDENTITY: bool(self.last_name and self.first_name and self.birth_date),
            Step.CONTACT: bool(self.email and self.phone),
            Step.POWER: self.power_from is not None,
            Step.DOCUMENT: bool(self.document_kind),
        }

    @property
    def next_step(self) -> str:
        """The first step that is not filled in; the first of all once everything is."""
        return next((step for step, done in self.done_steps.items() if not done), Step.IDENTITY)

    @property
    def is_complete(self) -> bool:
        return all(self.done_steps.values())

    @property
    def problem(self) -> str:
        """Why this person cannot sign today, or an empty string; the mobile's review is asked of the database."""
        today = dates.today()
        if not self.is_complete:
            return str(_("À compléter"))
        if self.email_verified_at is None:
            return str(_("E-mail à vérifier"))
        if not power_in_force(self.power_from, self.power_until, today):
            return str(_("Pouvoir pas encore en vigueur") if self.power_from > today else _("Pouvoir terminé"))
        return str(_("Pièce d’identité expirée")) if self.document_until < today else ""

    @property
    def document_ends_soon(self) -> bool:
        return document_ends_soon(self.document_until, dates.today())

    @property
    def status_label(self) -> str:
        return self.problem or str(_("Peut signer"))

    @property
    def status_tone(self) -> str:
        return "warning" if self.problem else "success"
