"""A supplier's credit note: before the payment date is chosen it lowers the invoice, later it opens a dispute (F11)."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from crm.financing.actions.deciding import dispute
from crm.financing.enums import Status
from crm.financing.models import CreditNote, FactoredInvoice
from crm.financing.queries import accepted_of
from crm.financing.rules import number_key
from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.core.values.money import format_euros

LOWERED = (Status.SUBMITTED, Status.VALIDATED)


@transaction.atomic
def credit(*, invoice: FactoredInvoice, number: str, amount: Decimal, by) -> FactoredInvoice:
    """Take a credit note. Raises `Refused` for one of more than the invoice, or sent before."""
    row = lock(invoice)
    if not (by.has_right(Permission.FACTORING_SUPPLY) and row.supplier.account_id == by.pk):
        raise NotYours(row)
    _check(row, number, amount)
    values = {"number": number, "number_key": number_key(number), "amount": amount}
    CreditNote.objects.create(invoice=row, supplier=row.supplier, **values)
    facts = {"number": number, "amount": str(amount)}
    if row.status in LOWERED and not accepted_of(row):
        row.credited += amount
        row.touch()
        row.save()
        record(row, "financing.credited", by=by, data=facts)
        return row
    record(row, "financing.credited", by=by, data=facts)
    if row.status == Status.DISPUTED:
        return row
    words = {"number": number, "amount": format_euros(amount)}
    return dispute(invoice=row, reason=_("Avoir %(number)s de %(amount)s, après le choix de la date.") % words, by=by)


def _check(row: FactoredInvoice, number: str, amount: Decimal) -> None:
    if row.status in (Status.SETTLED, Status.REJECTED):
        said = _("Cette facture est « %(status)s ». Elle n’accepte plus d’avoir.")
        raise Refused(row, said % {"status": row.status_label})
    if CreditNote.objects.filter(supplier=row.supplier, number_key=number_key(number)).exists():
        raise Refused(row, _("Cet avoir a déjà été déposé."))
    if amount >= row.payable and row.status in LOWERED:
        raise Refused(row, _("Un avoir du montant de la facture l’annule : demandez à l’acheteur de la rejeter."))
    if amount > row.payable:
        raise Refused(row, _("L’avoir dépasse le montant de la facture."))
