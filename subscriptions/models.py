from subscriptions.invoices.models import Invoice, InvoiceCounter, InvoiceFile, InvoiceLine
from subscriptions.payments.models import Payment, PaymentMethod, ProcessorEvent, Refund

__all__ = [
    "Invoice",
    "InvoiceCounter",
    "InvoiceFile",
    "InvoiceLine",
    "Payment",
    "PaymentMethod",
    "ProcessorEvent",
    "Refund",
]
