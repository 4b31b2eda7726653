from subscriptions.invoices.models import Invoice, InvoiceCounter, InvoiceFile, InvoiceLine
from subscriptions.legacy.models import LegacyAccount
from subscriptions.payments.models import CardSetup, Payment, PaymentMethod, ProcessorEvent, Refund
from subscriptions.plans.models import Content, Period, Plan, PlanPrice, PlanVersion, Purchase, Subscription
from subscriptions.portfolio.models import PortfolioLink
from subscriptions.renewal.models import Renewal, RenewalNotice, RenewalTry
from subscriptions.shop.addresses import Address
from subscriptions.shop.models import Cart, CartLine, Item, Order, OrderLine
from subscriptions.shop.rates import ShippingRate

__all__ = [
    "Address",
    "CardSetup",
    "Cart",
    "CartLine",
    "Content",
    "Invoice",
    "InvoiceCounter",
    "InvoiceFile",
    "InvoiceLine",
    "Item",
    "LegacyAccount",
    "Order",
    "OrderLine",
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
    "ShippingRate",
    "Subscription",
]
