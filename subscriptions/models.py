from subscriptions.payments.models import Payment, PaymentMethod, ProcessorEvent, Refund

__all__ = ["Payment", "PaymentMethod", "ProcessorEvent", "Refund"]
