"""An invoice with a credit note over half of it."""

from decimal import Decimal

from subscriptions.invoices import actions
from subscriptions.invoices.parties import Party
from tests.factories.invoices import issued


def make(owner, name: str, client) -> None:
    invoice = issued(owner, client=client, billing=Party(name, "1 rue du Port", "69002", "Lyon"))
    actions.credit(invoice, share=Decimal("0.5"), reason=f"Retour {name}")
