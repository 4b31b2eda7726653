"""An invoice as a supplier submits it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from crm.financing.actions import submitting
from crm.models import FactoredInvoice
from portal.core.values import dates


def values(**more) -> dict:
    today = dates.today()
    usual = {"number": "FA-1", "issued_on": today, "due_on": today + timedelta(days=60), "amount": Decimal(1000)}
    return usual | more


def submit(tie, draft=None, buyer=None, **more) -> FactoredInvoice:
    account = tie.supplier.account
    buyer = buyer or tie.buyer
    return submitting.submit(
        supplier=tie.supplier, buyer=buyer, values=values(**more), key=uuid4(), draft=draft, by=account
    )
