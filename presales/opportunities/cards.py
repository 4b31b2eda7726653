"""The card of an opportunity in the lists, written in Python: a list shows two dozen of them."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.core.money import format_euros
from portal.ui.components.blocks import record_card
from portal.ui.components.formats import short_date
from portal.ui.components.markup import html
from presales.opportunities.models import Opportunity

CARD_FIELDS = ("title", "company_name", "kind", "stage", "product__name", "amount", "created_at")


def opportunity_card(opportunity: Opportunity, trail: str) -> SafeString:
    """What might be sold to which company, for how much, and where it stands."""
    product = html("<br>{}", opportunity.product.name) if opportunity.product_id else ""
    return record_card(
        html('<p class="soft">{}{}</p>{}', opportunity.company_name, product, _amount(opportunity)),
        title=opportunity.title,
        url=f"{opportunity.get_absolute_url()}{trail}",
        eyebrow=opportunity.get_kind_display(),
        status=opportunity,
        foot=_("Créée le %(day)s") % {"day": short_date(opportunity.created_at)},
    )


def _amount(opportunity: Opportunity) -> SafeString | str:
    if opportunity.amount is None:
        return ""
    amount = format_euros(opportunity.amount)
    return html('<p class="strong">{} <span class="faint small">{}</span></p>', amount, _("HT"))
