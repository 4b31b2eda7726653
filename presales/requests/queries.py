"""What pages read of requests; every queryset starts from `visible_to`."""

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
    """The requests of a reader's lists, with what a card shows and no more: PostgreSQL takes longer to plan ten joined
    tables than to read twenty-five rows of them."""
    return PresalesRequest.objects.visible_to(user).select_related("opportunity", "chosen")


def whole_requests_of(user):
    """The same with everybody a request's own page names."""
    return requests_of(user).select_related(
        "organisation", "requester", "handler", "wished_presenter", "chosen__expert"
    )


@page_rows
def shown_request(user, pk):
    """What a request's own page reads: all of the request, and the names of whom it names. One or none."""
    return narrowed(PresalesRequest.objects.visible_to(user).filter(pk=pk), SHOWN)


def waiting_for_team(user):
    """The queue: what the team has to do, the most urgent first.

    Something is due exactly while the next step is the team's: a constraint holds it, and one index answers.
    """
    return _in_a_queue(user).filter(due_at__isnull=False)


def waiting_for_partner(user):
    """What was asked of partners or proposed to them, the oldest first: the clock of the team stands still."""
    return _in_a_queue(user).filter(status__in=WITH_PARTNER)


def _in_a_queue(user):
    """With what a line of a queue shows."""
    return narrowed(PresalesRequest.objects.visible_to(user), QUEUE_FIELDS)


def meeting_ahead() -> Q:
    """Requests whose meeting is agreed and still to come: done, and not yet over for those who go."""
    return Q(status=Status.DONE, chosen__start__gt=dates.now())


@page_rows
def questions_of(request_id):
    """What was asked of the partner and answered, with the names of both."""
    names = (f"{who}__{name}" for who in ("asked_by", "answered_by") for name in FULL_NAME)
    found = Question.objects.filter(request_id=request_id)
    return narrowed(found, ("request", "text", "asked_at", "answer", "answered_at", *names))
