"""The card of a partner's contract in lists."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contracts.aggregation.models import PartnerContract
from portal.ui.components.blocks import record_card
from portal.ui.components.formats import short_date
from portal.ui.components.markup import html

CARD_FIELDS = (
    "product_name", "reference", "holder", "state", "value", "valued_on", "currency", "partner__name",
    "client__kind", "client__company_name", "client__first_name", "client__last_name",
)  # fmt: skip


def contract_card(contract: PartnerContract, trail: str) -> SafeString:
    """Return the card: what is held where, by whom, and its last value."""
    whose = contract.client.display_name if contract.client_id else _("Orphelin")
    value = html('<p class="strong">{}</p>', contract.value_label) if contract.value_label else ""
    foot = _("Valeur au %(day)s") % {"day": short_date(contract.valued_on)} if contract.valued_on else ""
    return record_card(
        html('<p class="soft">{}<br>{}</p>{}', contract.holder or contract.reference, whose, value),
        title=contract.product_name or contract.reference,
        url=f"{contract.get_absolute_url()}{trail}",
        eyebrow=contract.partner.name,
        status=contract,
        foot=foot,
    )
