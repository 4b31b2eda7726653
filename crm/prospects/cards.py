"""The card of a prospect in the list."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.prospects.messages import file_url
from portal.core.money import format_euros
from portal.ui.components.blocks import record_card
from portal.ui.components.formats import short_date
from portal.ui.components.markup import html

CARD_FIELDS = (
    "kind",
    "last_name",
    "first_name",
    "company_name",
    "city",
    "follow_up__status",
    "follow_up__step",
    "follow_up__forecast",
    "follow_up__probability",
    "follow_up__expected_on",
)


def prospect_card(client: Client, trail: str) -> SafeString:
    """Which company, what it may bring, and when."""
    follow_up = client.follow_up
    amount = html('<p class="strong">{}</p>', format_euros(follow_up.forecast)) if follow_up.forecast else ""
    when = _("Prévu le %(day)s") % {"day": short_date(follow_up.expected_on)} if follow_up.expected_on else ""
    return record_card(
        html('<p class="soft">{}</p>{}', client.city, amount),
        title=client.display_name,
        url=f"{file_url(client, 'societe')}{trail}",
        eyebrow=follow_up.step_label,
        status=follow_up,
        foot=when,
        action_label=_("Ouvrir"),
    )
