"""Requests in the search over everything."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.search import Hit, SearchSource, newest
from presales.requests.models import PresalesRequest


def search(user, words: str, limit: int) -> list[Hit]:
    """The newest requests in the scope of `user` that match; one query."""
    return [_hit(each) for each in newest(PresalesRequest, user, words, limit, related=("opportunity",))]


def _hit(each: PresalesRequest) -> Hit:
    return Hit(
        title=each.opportunity.title,
        url=each.get_absolute_url(),
        subtitle=f"{each.number} · {each.opportunity.company_name}",
        status_label=str(each.status_label),
        status_tone=each.status_tone,
    )


REQUESTS = SearchSource(
    name="presales",
    label=_("Demandes avant-vente"),
    icon="calendar-event",
    search=search,
    rights=(Permission.OPPORTUNITIES,),
    order=51,
    all_url=lambda words: f"{reverse('presales:requests')}?{urlencode({'q': words})}",
)
