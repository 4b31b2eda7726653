"""The card of a request in the lists, written in Python: a list shows two dozen of them."""

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.ui.components.blocks import record_card
from portal.ui.components.formats import short_date
from portal.ui.components.markup import html
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest

CARD_FIELDS = (
    *("opportunity__title", "opportunity__company_name", "status", "mode", "wished_on"),
    *("chosen__start", "chosen__end"),
)


def request_card(item: PresalesRequest, trail: str) -> SafeString:
    """What is asked for whom, where it stands, and the day once it is agreed."""
    company = item.opportunity.company_name
    return record_card(
        html('<p class="soft">{}<br>{}</p>{}', company, item.get_mode_display(), _meeting(item)),
        title=item.opportunity.title,
        url=f"{item.get_absolute_url()}{trail}",
        eyebrow=item.number,
        status=item,
        foot=_("Souhaitée le %(day)s") % {"day": short_date(item.wished_on)},
    )


def _meeting(item: PresalesRequest) -> SafeString | str:
    if not (item.chosen_id and item.status == Status.DONE):
        return ""
    return html('<p class="strong">{}, {}</p>', capfirst(item.chosen.day), item.chosen.hours)
