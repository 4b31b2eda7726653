"""What suppliers receive: their invitation, and word of a change of their bank details."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.envelopes.messages import office
from crm.suppliers.models import BankAccount, SupplierLink
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.core.values import masking
from portal.links import making
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

PURPOSE = "crm.supplier"
TEMPLATE = "crm/messages/supplier_invitation"
BANK = "suppliers.bank_change"
KIND = Kind(
    BANK,
    _("Un fournisseur change d’IBAN"),
    roles_with(Permission.FACTORING_DECIDE),
    icon="credit-card",
    tone="warning",
    rights=(Permission.FACTORING_DECIDE,),
)


def send_invitation(link: SupplierLink, *, by=None) -> None:
    """Mail a new secure link; an earlier one dies."""
    end_invitation(link)
    secure, token = making.make(
        purpose=PURPOSE,
        about=link,
        days=settings.FACTORING_LINK_DAYS,
        by=by,
        recipient_hint=masking.email_for_strangers(link.email),
    )
    queue(
        channel=Channel.EMAIL,
        to=link.email,
        template=TEMPLATE,
        context={
            "buyer": link.buyer.display_name,
            "company": link.company_name,
            "url": making.url_for(token),
            "days": settings.FACTORING_LINK_DAYS,
        },
        dedupe=f"{PURPOSE}:{secure.pk}",
        about=link,
        sensitive=True,
        expires_at=secure.expires_at,
    )


def end_invitation(link: SupplierLink) -> None:
    cancel(about=link, template=TEMPLATE)
    making.revoke(link, PURPOSE)


def tell_bank_change(change: BankAccount, *, old: BankAccount, by) -> None:
    """Warn the old contact at once, and ask the back-office to confirm."""
    queue(
        channel=Channel.EMAIL,
        to=change.supplier.account.email,
        template="crm/messages/bank_change",
        context={"change": change, "old": old, "supplier": change.supplier, "support": settings.SUPPORT_EMAIL},
        dedupe=f"{BANK}:{change.pk}",
        about=change.supplier,
    )
    notify(
        office(),
        BANK,
        about=change,
        template="crm/notices/bank_change",
        context={"change": change},
        url=reverse("crm:bank_change", args=[change.pk]),
        dedupe=f"{BANK}:{change.pk}",
        by=by,
    )


def tell_bank_decided(change: BankAccount) -> None:
    settle(about=change, kind=BANK)
    queue(
        channel=Channel.EMAIL,
        to=change.supplier.account.email,
        template="crm/messages/bank_decided",
        context={"change": change, "supplier": change.supplier},
        dedupe=f"suppliers.bank_decided:{change.pk}",
        about=change.supplier,
    )
