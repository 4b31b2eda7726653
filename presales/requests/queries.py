"""Queries of requests; every queryset starts from `visible_to`."""

from django.db.models import Q

from portal.core.columns import FULL_NAME, narrowed
from portal.core.page_queries import page_rows
from portal.core.values import dates
from presales.meetings.models import Slot
from presales.requests.enums import WITH_PARTNER, Status
from presales.requests.models import PresalesRequest, Question

NAMES = ("organisation__name", *(f"{who}__{name}" for who in ("requester", "handler") for name in FULL_NAME))
OPPORTUNITY = ("opportunity__title", "opportunity__company_name")
QUEUE_FIELDS = (
    *("status", "status_changed_at", "mode", "wished_on", "due_at", "clock_since", "clock_spent"),
    *(*OPPORTUNITY, *NAMES),
)
SHOWN = (
    *(field.name for field in PresalesRequest._meta.concrete_fields),
    *(*OPPORTUNITY, *NAMES),
    *(f"{who}__{name}" for who in ("wished_presenter", "chosen__expert") for name in FULL_NAME),
    *(f"chosen__{field.name}" for field in Slot._meta.concrete_fields),
)


def requests_of(user):
    """Return the requests of a reader's lists, with what a card shows only.

    PostgreSQL takes longer to plan ten joined tables than to read twenty-five rows of them.
    """
    return PresalesRequest.objects.visible_to(user).select_related("opportunity", "chosen")


def whole_requests_of(user):
    """Return the same requests, with everybody named on their page."""
    return requests_of(user).select_related(
        "organisation", "requester", "handler", "wished_presenter", "chosen__expert"
    )


@page_rows
def shown_request(user, pk):
    """Return what a request's page reads: the whole request, and the names of related people. One or none."""
    return narrowed(PresalesRequest.objects.visible_to(user).filter(pk=pk), SHOWN)


def waiting_for_team(user):
    """Return the team's queue, the most urgent first.

    A request has a due date exactly while the next step is the team's (a constraint holds it), so one index answers.
    """
    return _in_a_queue(user).filter(due_at__isnull=False)


def waiting_for_partner(user):
    """Return requests that wait for the partner, oldest first: the team's clock is stopped."""
    return _in_a_queue(user).filter(status__in=WITH_PARTNER)


def _in_a_queue(user):
    """Load what a line of a queue shows."""
    return narrowed(PresalesRequest.objects.visible_to(user), QUEUE_FIELDS)


def meeting_ahead() -> Q:
    """Return requests whose agreed meeting is still to come: done, but not over for those who attend."""
    return Q(status=Status.DONE, chosen__start__gt=dates.now())


@page_rows
def questions_of(request_id):
    """Return the questions to the partner and their answers, with the names of both."""
    names = (f"{who}__{name}" for who in ("asked_by", "answered_by") for name in FULL_NAME)
    found = Question.objects.filter(request_id=request_id)
    return narrowed(found, ("request", "text", "asked_at", "answer", "answered_at", *names))
