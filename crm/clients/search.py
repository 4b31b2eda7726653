"""Clients in the search over everything."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from portal.access.permissions import Permission
from portal.core.plugs.search import Hit, SearchSource, newest
from portal.core.values import phone


def search(user, words: str, limit: int) -> list[Hit]:
    """The newest clients in the scope of `user` that match; one query."""
    return [_hit(client) for client in newest(Client, user, words, limit)]


def _hit(client: Client) -> Hit:
    mobile = phone.national(client.phone) if client.phone else ""
    company = client.person_name if client.is_company else ""
    facts = (company, mobile, client.email, client.city)
    return Hit(
        title=client.display_name,
        url=client.get_absolute_url(),
        subtitle=" · ".join(fact for fact in facts if fact),
    )


CLIENTS = SearchSource(
    name="clients",
    label=_("Clients"),
    icon="users",
    search=search,
    rights=(Permission.CLIENTS_VIEW,),
    order=20,
    all_url=lambda words: f"{reverse('crm:list')}?{urlencode({'q': words})}",
)
