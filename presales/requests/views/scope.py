"""Lookup of the request a page is about, and of the step open to its reader."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from portal.audit import transitions
from portal.audit.transitions import Refused
from portal.ui.steps import Place
from presales.requests import queries
from presales.requests.models import PresalesRequest

OTHER_DATES_PAGE = "presales/requests/other_dates.html"


def request_for(user, pk: int) -> PresalesRequest:
    """Return the request in the reader's scope; 404 otherwise, whether it exists or not."""
    return get_object_or_404(queries.whole_requests_of(user), pk=pk)


def place_of(item: PresalesRequest) -> Place:
    """Return the page that the pages of its steps lead back to."""
    return Place(item, item.number, item.opportunity.title)


def request_to(step: str, user, pk: int) -> PresalesRequest:
    """Return the request whose `step` the reader wants to take: 403 without the right, a sentence if too late."""
    found = request_for(user, pk)
    if transitions.may(found, step, by=user):
        return found
    transition = getattr(PresalesRequest, step)._django_fsm.transitions
    if not any(_is_open(each, user) for each in transition.values()):
        raise PermissionDenied
    if found.status in transition and not _is_open(transition[found.status], user):
        raise Refused(found, _("À ce stade, seule l’équipe avant-vente peut le faire."))
    raise Refused(found, transitions.refusal(found))


def _is_open(transition, user) -> bool:
    return transition.custom["info"].is_open_to(user, "")
