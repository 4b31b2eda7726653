"""What pages read of requests; every queryset starts from `visible_to`."""

from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.access.roles import Role
from portal.core import dates
from portal.core.columns import FULL_NAME, narrowed
from portal.core.prepared import prepared
from portal.core.text import normalise
from presales.requests.enums import WITH_PARTNER, SlotState, Status
from presales.requests.models import PresalesRequest, Question, Slot
from presales.requests.rules import LONGEST

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


@prepared
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


def experts():
    """The people of the team, by name: those who handle requests and who meet partners."""
    return get_user_model().objects.filter(role=Role.PRESALES, is_active=True).order_by("last_name", "pk")


def meeting_ahead() -> Q:
    """Requests whose meeting is agreed and still to come: done, and not yet over for those who go."""
    return Q(status=Status.DONE, chosen__start__gt=dates.now())


def experts_named(words: str):
    """Those of the team whose name holds every one of `words`."""
    found = experts()
    for word in normalise(words).split():
        found = found.filter(search_text__contains=word)
    return found


@prepared
def questions_of(request_id):
    """What was asked of the partner and answered, with the names of both."""
    names = (f"{who}__{name}" for who in ("asked_by", "answered_by") for name in FULL_NAME)
    found = Question.objects.filter(request_id=request_id)
    return narrowed(found, ("request", "text", "asked_at", "answer", "answered_at", *names))


def slots_of_round(request: PresalesRequest) -> list[Slot]:
    """The dates proposed last, in their order."""
    return _slots_of(request.pk, request.round) if request.round else []


@prepared
def _slots_of(request_id, number):
    return Slot.objects.filter(request_id=request_id, round=number).select_related("expert").order_by("start", "pk")


def busy(*, start, end, experts=None):
    """The slots that keep an expert busy between two moments: taken ones, and held ones whose time is not over."""
    keeps = Q(state=SlotState.TAKEN) | Q(state=SlotState.HELD, held_until__gt=dates.now())
    # None is longer than `LONGEST`: what began earlier is over, and the index is read from there.
    found = Slot.objects.filter(keeps, start__gt=start - LONGEST, start__lt=end, end__gt=start)
    if experts is not None:
        found = found.filter(expert__in=experts)
    return found.select_related("expert").order_by("start", "pk")


def busy_ahead(days: int = 30):
    """What the form of proposals shows of everybody's coming weeks."""
    return busy(start=dates.now(), end=dates.now() + timedelta(days=days))


def busy_in_week(monday: date, experts):
    """What keeps these experts busy in a week, with what it is for."""
    found = busy(start=dates.start_of_day(monday), end=dates.start_of_day(monday + timedelta(days=7)), experts=experts)
    return found.select_related("request__opportunity")


def meetings_of(user, since: datetime | None = None):
    """The meetings in somebody's calendar since then (three months ago): the expert's own; those of requests one made
    or follows. With what a line of the home page shows."""
    since = since or dates.now() - timedelta(days=90)
    found = Slot.objects.filter(state=SlotState.TAKEN, request__status=Status.DONE, start__gte=since)
    mine = Q(expert=user) | Q(request__handler=user)
    theirs = Q(request__requester=user) | Q(request__opportunity__owner=user)
    visible = PresalesRequest.objects.visible_to(user)
    found = found.filter(mine | theirs, request__in=visible)
    return found.select_related("request__opportunity").order_by("start", "pk")
