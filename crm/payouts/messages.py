"""The supplier is told that they are paid."""

from django.utils.translation import gettext_lazy as _

from crm.financing.models import Quote
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify

PAID = "payouts.paid"
KIND = Kind(
    PAID,
    _("Ma facture est payée"),
    roles_with(Permission.FACTORING_SUPPLY),
    default_mail=True,
    icon="cash",
    tone="success",
)


def tell_paid(quote: Quote) -> None:
    invoice = quote.invoice
    notify(
        [invoice.supplier.account],
        PAID,
        about=invoice,
        template="crm/notices/invoice_paid",
        context={"invoice": invoice, "quote": quote},
        url=invoice.get_absolute_url(),
        dedupe=f"{PAID}:{quote.pk}",
    )
