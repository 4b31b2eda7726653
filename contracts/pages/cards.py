"""The card of a contract in the lists, written in Python: a list shows two dozen of them."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from portal.core.money import format_euros
from portal.ui.components.blocks import record_card
from portal.ui.components.formats import short_date
from portal.ui.components.markup import html

CARD_FIELDS = (
    *("number", "status", "kind", "last_name", "first_name", "company_name", "erased_at"),
    *("product__name", "product_snapshot", "net_price", "vat_rate", "duration_months", "created_at", "submitted_at"),
)


def contract_card(contract: Contract, trail: str) -> SafeString:
    """What is sold to whom, where it stands, and `Détails`, over the list once the contract was sent."""
    return record_card(
        html('<p class="soft">{}</p>{}', contract.product_name or _("Produit à choisir"), _price(contract)),
        title=contract.display_name or _("Client à compléter"),
        url=f"{contract.get_absolute_url()}{trail}",
        eyebrow=contract.number or _("Sans numéro"),
        status=contract,
        foot=_("Créé le %(day)s") % {"day": short_date(contract.created_at)},
        in_dialog=bool(contract.submitted_at),
    )


def _price(contract: Contract) -> SafeString | str:
    if not contract.product_id:
        return ""
    each = _("TTC / mois") if contract.duration_months else _("TTC")
    amount = format_euros(contract.price.gross)
    return html('<p class="strong">{} <span class="faint small">{}</span></p>', amount, each)
