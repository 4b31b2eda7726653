"""Queries of suppliers."""

from crm.clients.models import Client
from crm.suppliers.models import BankAccount, Supplier, SupplierLink


def supplier_of(user) -> Supplier | None:
    """Return the supplier that an account is."""
    return Supplier.objects.filter(account=user.pk).first()


def links_of(buyer: Client):
    """Return the suppliers that a buyer invited, those in force first."""
    return SupplierLink.objects.filter(buyer=buyer).select_related("supplier").order_by("state", "company_name", "pk")


def buyers_of(supplier: Supplier):
    """Return the buyers whose invoices a supplier may submit."""
    tied = SupplierLink.objects.confirmed().filter(supplier=supplier).values("buyer")
    return Client.objects.filter(pk__in=tied, removed_at=None).order_by("sort_name", "pk")


def bank_in_force(supplier: Supplier) -> BankAccount | None:
    return BankAccount.objects.in_force().filter(supplier=supplier).first()


def bank_waiting(supplier: Supplier) -> BankAccount | None:
    return BankAccount.objects.waiting().filter(supplier=supplier).first()


def changes_waiting(user):
    """Return the changes of bank details that wait for a person of the back-office, the oldest first."""
    return BankAccount.objects.visible_to(user).waiting().select_related("supplier", "asked_by").order_by("pk")
