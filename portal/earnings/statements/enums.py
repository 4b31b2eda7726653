from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    TO_APPROVE = "to_approve", _("À approuver")
    APPROVED = "approved", _("Approuvé")
    PAID = "paid", _("Payé")


STATUS_TONES = {Status.TO_APPROVE: "progress", Status.APPROVED: "info", Status.PAID: "success"}
