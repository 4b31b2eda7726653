"""Text of a withdrawal, the same on the page to confirm and in the receipt (model form of R221-1)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from portal.core.values import dates


@dataclass(frozen=True)
class Statement:
    """The client's declaration, and the facts that identify the contract."""

    text: str
    facts: list[tuple[str, str]]


def withdrawal_statement(contract: Contract) -> Statement:
    """Return the declaration of withdrawal: who, which contract, and where the receipt goes."""
    name = contract.person_name
    if contract.is_company:
        name = _("%(name)s, pour %(company)s") % {"name": name, "company": contract.company_name}
    day = contract.signed_at or contract.submitted_at or contract.created_at
    facts = [
        (_("Nom"), name),
        (_("Contrat"), contract.number),
        (_("Produit"), contract.product_name),
        (_("Signé le") if contract.signed_at else _("Établi le"), dates.at_time(day)),
        (_("E-mail"), contract.email),
    ]
    text = _(
        "Je vous notifie par la présente ma rétractation du contrat n° %(number)s, "
        "portant sur la prestation de services « %(product)s »."
    )
    return Statement(text % {"number": contract.number, "product": contract.product_name}, facts)
