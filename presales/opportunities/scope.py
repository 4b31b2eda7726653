"""Which opportunity a page is about."""

from django.shortcuts import get_object_or_404

from presales.opportunities import queries
from presales.opportunities.models import Opportunity


def opportunity_for(user, pk: int) -> Opportunity:
    """The opportunity in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(queries.whole_opportunities_of(user), pk=pk)
