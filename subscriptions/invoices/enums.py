from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Document(TextChoices):
    INVOICE = "invoice", _("Facture")
    CREDIT_NOTE = "credit_note", _("Avoir")


class Operation(TextChoices):
    """What is invoiced: a mention of French invoices (article 242 nonies A of the CGI, annexe II)."""

    SERVICES = "S", _("Prestation de services")
    GOODS = "B", _("Livraison de biens")
    MIXED = "M", _("Livraison de biens et prestation de services")


SERIES = {Document.INVOICE: "FA", Document.CREDIT_NOTE: "AV"}
TONES = {Document.INVOICE: "info", Document.CREDIT_NOTE: "warning"}
TYPE_CODES = {Document.INVOICE: "380", Document.CREDIT_NOTE: "381"}  # UNTDID 1001
