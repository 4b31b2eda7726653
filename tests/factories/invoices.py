"""Invoices of tests, issued by the action that every room calls."""

import os
from decimal import Decimal
from itertools import count

from subscriptions.invoices import actions
from subscriptions.invoices.parties import Party
from subscriptions.invoices.rules import Line
from tests.factories.accounts import UserFactory

_numbers = count(1)
SCREWS = Line("Vis", Decimal(3), Decimal("0.33"), Decimal(20))
COMPANY = Party("Menuiserie Générale", "8 rue de l’Église", "69002", "Lyon", siren="552032534", email="m@exemple.fr")
CONSUMER = Party("Hélène Lefèvre", "4 place du Marché", "13001", "Marseille", email="h@exemple.fr")


def issued(account=None, *, lines=(SCREWS,), kind: str = "B1", billing=COMPANY, **more):
    """An invoice of one or more lines."""
    key = f"tests:{os.getpid()}:{next(_numbers)}"
    return actions.issue(account=account or UserFactory(), lines=lines, kind=kind, billing=billing, key=key, **more)
