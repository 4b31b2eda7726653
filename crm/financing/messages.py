"""Who is told of an invoice: its buyer, its supplier, the back-office. No message tells a buyer of the commission."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.envelopes.messages import office
from crm.financing.models import FactoredInvoice, Quote
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

SUBMITTED, APPROVED, REJECTED = "financing.submitted", "financing.approved", "financing.rejected"
DISPUTED, CHOSEN = "financing.disputed", "financing.date_chosen"
BUYERS, SUPPLIERS = roles_with(Permission.FACTORING_BUY), roles_with(Permission.FACTORING_SUPPLY)
OFFICE = roles_with(Permission.FACTORING_DECIDE)
KINDS = (
    Kind(SUBMITTED, _("Une facture attend mon approbation"), BUYERS, default_mail=True, icon="receipt"),
    Kind(APPROVED, _("Ma facture est approuvée"), SUPPLIERS, default_mail=True, icon="circle-check", tone="success"),
    Kind(REJECTED, _("Ma facture est rejetée"), SUPPLIERS, default_mail=True, icon="circle-x", tone="danger"),
    Kind(DISPUTED, _("Une facture est en litige"), (*BUYERS, *SUPPLIERS, *OFFICE), icon="gavel", tone="warning"),
    Kind(
        CHOSEN,
        _("Un fournisseur a choisi sa date de paiement"),
        OFFICE,
        icon="calendar",
        rights=(Permission.FACTORING_DECIDE,),
    ),
)


def _tell(people: list, kind: str, invoice: FactoredInvoice, *, again: int = 0, by=None, **context) -> None:
    name = kind.partition(".")[2]
    notify(
        [person for person in people if person],
        kind,
        about=invoice,
        template=f"crm/notices/invoice_{name}",
        context={"invoice": invoice, **context},
        url=invoice.get_absolute_url(),
        dedupe=f"{kind}:{invoice.pk}:{invoice.version}:{again}",
        by=by,
    )


def tell_submitted(invoice: FactoredInvoice, *, days: int = 0) -> None:
    """Ask the buyer to decide; again after `days` of waiting."""
    _tell([invoice.buyer.account], SUBMITTED, invoice, again=days, days=days)


def tell_approved(invoice: FactoredInvoice) -> None:
    settle(about=invoice, kind=SUBMITTED)
    _tell([invoice.supplier.account], APPROVED, invoice)


def tell_rejected(invoice: FactoredInvoice) -> None:
    settle(about=invoice, kind=SUBMITTED)
    _tell([invoice.supplier.account], REJECTED, invoice)


def tell_disputed(invoice: FactoredInvoice, *, by) -> None:
    _tell([invoice.buyer.account, invoice.supplier.account, *office()], DISPUTED, invoice, by=by)


def tell_date_chosen(quote: Quote) -> None:
    settle(about=quote.invoice, kind=APPROVED)
    _tell(office(), CHOSEN, quote.invoice, quote=quote)


def remind_repayment(invoice: FactoredInvoice, *, rank: int) -> None:
    """Mail the buyer that a repayment falls due, or is late."""
    buyer = invoice.buyer
    email = buyer.account.email if buyer.account_id else buyer.email
    if not email:
        return
    queue(
        channel=Channel.EMAIL,
        to=email,
        template="crm/messages/repayment_due",
        context={"invoice": invoice, "url": f"{settings.PUBLIC_BASE_URL}{invoice.get_absolute_url()}"},
        dedupe=f"crm.repayment_due:{invoice.pk}:{rank}",
        about=invoice,
    )
