"""Opportunities in the search over everything."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.search import Hit, SearchSource, newest
from portal.ui.components.formats import siren
from presales.opportunities.models import Opportunity


def search(user, words: str, limit: int) -> list[Hit]:
    """The newest opportunities in the scope of `user` that match; one query."""
    return [_hit(each) for each in newest(Opportunity, user, words, limit)]


def _hit(each: Opportunity) -> Hit:
    return Hit(
        title=each.title,
        url=each.get_absolute_url(),
        subtitle=" · ".join(fact for fact in (each.company_name, siren(each.siren), each.get_kind_display()) if fact),
        status_label=str(each.status_label),
        status_tone=each.status_tone,
    )


OPPORTUNITIES = SearchSource(
    name="opportunities",
    label=_("Opportunités"),
    icon="target",
    search=search,
    rights=(Permission.OPPORTUNITIES,),
    order=50,
    all_url=lambda words: f"{reverse('presales:opportunities')}?{urlencode({'q': words})}",
)
