"""Page of one request: status, proposals, questions, events."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import history_of
from portal.ui.listing.trail import way_back
from presales.meetings import calendars, rules
from presales.meetings import queries as meetings
from presales.requests import presentation, queries
from presales.requests.actions import handing
from presales.requests.enums import WITH_PARTNER, Status
from presales.requests.forms import ChoiceForm
from presales.requests.listing import REQUESTS
from presales.requests.models import PresalesRequest


@requires(Permission.OPPORTUNITIES)
@require_safe
def detail(request, pk):
    found = queries.shown_request(request.user, pk)
    if not found:
        raise Http404
    return render(request, "presales/requests/detail.html", page_of(request, found[0]))


def page_of(request, item: PresalesRequest, form: ChoiceForm | None = None) -> dict:
    """Return the page of a request; `form` is a refused choice of dates."""
    user = request.user
    slots = meetings.slots_of_round(item) if item.status in WITH_PARTNER else []
    held = [slot for slot in slots if slot.is_held]
    may_choose = user.has_right(Permission.PRESALES_ASK) and item.status == Status.PLANNED
    timeline = history_of(item)
    if may_choose and held and form is None:
        form = ChoiceForm(slots=held)
    return {
        "item": item,
        "next_step": item.next_step_for(user.role),
        "slots": slots,
        "held": held,
        "choice_form": form if may_choose and held else None,
        "nothing_held": item.status == Status.PLANNED and not held,
        "may_submit": transitions.may(item, "submit", by=user),
        "may_accept": transitions.may(item, "accept", by=user),
        "may_take_over": not handing.assignment_problem(item, user, user),
        "may_hand_over": not handing.handing_problem(item, user),
        "may_set_video": user.has_right(Permission.PRESALES_HANDLE) and item.may_have_video,
        "steps": presentation.steps_for(item, user),
        "day_off": rules.day_off_notice(item.wished_on) if item.status == Status.DRAFT else "",
        "clock": presentation.clock_of(item, user),
        "half_days": presentation.half_days_of(item),
        "reason": presentation.reason_of(item, timeline),
        "questions": queries.questions_of(item.pk),
        "timeline": timeline,
        "list_url": way_back(REQUESTS, request.GET),
    }


@requires(Permission.OPPORTUNITIES)
@require_safe
def invitation(request, pk):
    """The agreed meeting as a calendar file."""
    found = queries.whole_requests_of(request.user).filter(status=Status.DONE)
    item = get_object_or_404(found, pk=pk)
    response = HttpResponse(calendars.invitation(item, item.chosen), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rendez-vous-{item.number}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
