"""The card of a client in the lists, written in Python: a list shows two dozen of them."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from portal.ui.components.blocks import record_card
from portal.ui.components.controls import phone_link
from portal.ui.components.markup import html

CARD_FIELDS = ("kind", "stage", "last_name", "first_name", "company_name", "phone", "email", "city")


def client_card(client: Client, trail: str) -> SafeString:
    """Who it is and how to reach them."""
    person = html("{}<br>", client.person_name) if client.is_company and client.person_name else ""
    email = html('<p class="soft small">{}</p>', client.email) if client.email else ""
    return record_card(
        html('<p class="soft">{}{}</p>{}', person, phone_link(client.phone), email),
        title=client.display_name,
        url=f"{client.get_absolute_url()}{trail}",
        eyebrow=client.get_kind_display(),
        status=client if client.stage != LifeStage.CLIENT else None,
        foot=client.city,
        action_label=_("Fiche client"),
    )
