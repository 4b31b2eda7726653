from subscriptions.payments.models import Payment, PaymentMethod, ProcessorEvent, Refund
from subscriptions.plans.models import Content, Period, Plan, PlanPrice, PlanVersion, Purchase, Subscription
from subscriptions.portfolio.models import LegacyAccount, PortfolioLink
from subscriptions.renewal.models import Renewal, RenewalNotice, RenewalTry

__all__ = [
    "Content",
    "LegacyAccount",
    "Payment",
    "PaymentMethod",
    "Period",
    "Plan",
    "PlanPrice",
    "PlanVersion",
    "PortfolioLink",
    "ProcessorEvent",
    "Purchase",
    "Refund",
    "Renewal",
    "RenewalNotice",
    "RenewalTry",
    "Subscription",
]
