"""What waits in reverse factoring, on the page `À faire`: approvals, dates to choose, envelopes asked for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.envelopes.models import Envelope
from crm.financing.enums import Status
from crm.financing.queries import invoices_of
from portal.access.permissions import Permission
from portal.core.plugs.board import Item, Source
from portal.core.values import dates
from portal.core.values.money import format_euros


def to_approve(user):
    return invoices_of(user).filter(status=Status.SUBMITTED).order_by("created_at", "pk")


def to_date(user):
    waiting = invoices_of(user).filter(status=Status.VALIDATED).exclude(quotes__accepted_at__isnull=False)
    return waiting.order_by("due_on", "pk")


def asked(user):
    return Envelope.objects.visible_to(user).filter(status="asked").select_related("buyer").order_by("created_at", "pk")


def _approvals(user, rows) -> list[Item]:
    return [
        Item(
            _("Facture %(number)s") % {"number": row.number},
            row.get_absolute_url(),
            _("Contrôler"),
            row.created_at,
            subtitle=f"{row.supplier.company_name} · {format_euros(row.amount)}",
        )
        for row in rows
    ]


def _dates(user, rows) -> list[Item]:
    return [
        Item(
            _("Facture %(number)s") % {"number": row.number},
            reverse("crm:invoice_payment_date", args=[row.pk]),
            _("Choisir la date de paiement"),
            row.approved_at,
            until=dates.start_of_day(row.due_on),
            subtitle=f"{row.buyer.display_name} · {format_euros(row.payable)}",
        )
        for row in rows
    ]


def _envelopes(user, rows) -> list[Item]:
    return [
        Item(
            _("Enveloppe de %(buyer)s") % {"buyer": row.buyer.display_name},
            row.get_absolute_url(),
            _("Décider"),
            row.created_at,
            subtitle=format_euros(row.asked_amount),
        )
        for row in rows
    ]


SOURCES = (
    Source(
        name="financing.to_approve",
        label=gettext_lazy("Factures à approuver"),
        rows=to_approve,
        items=_approvals,
        rights=(Permission.FACTORING_BUY,),
        order=20,
    ),
    Source(
        name="financing.to_date",
        label=gettext_lazy("Dates de paiement à choisir"),
        rows=to_date,
        items=_dates,
        rights=(Permission.FACTORING_SUPPLY,),
        order=20,
    ),
    Source(
        name="financing.asked",
        label=gettext_lazy("Enveloppes à décider"),
        rows=asked,
        items=_envelopes,
        rights=(Permission.FACTORING_DECIDE,),
        order=25,
    ),
)
