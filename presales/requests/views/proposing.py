"""Propose three dates (D8): picked on the expert's week, filled in by the server, or typed."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.ui.steps import form_page
from presales.meetings import rules
from presales.meetings.forms import ProposalsForm
from presales.meetings.proposing import COMMANDS, Picking, Wishes
from presales.requests import presentation
from presales.requests.actions import handling
from presales.requests.enums import Status
from presales.requests.forms import VideoForm
from presales.requests.models import PresalesRequest
from presales.requests.views.scope import request_for, request_to


@requires(Permission.PRESALES_HANDLE)
@require_http_methods(["GET", "POST"])
def proposals(request, pk):
    """Exactly three dates. Buttons of the grid are commands that draw the page again; the last one sends."""
    item = request_to("propose", request.user, pk)
    posted = request.method == "POST"
    commanded = posted and any(name in request.POST for name in COMMANDS)
    picking = Picking(request.POST if posted else request.GET, wishes=_wishes(item), usual=item.handler)
    if commanded:
        picking.run(request.POST)
    sent = posted and not commanded
    form, video = picking.form(sent=sent), _video_form(request, item, sent=sent)
    is_valid = form.is_valid() and (video is None or video.is_valid())
    if is_valid and _sent(request, item, form, video.cleaned_data if video else {}):
        return redirect(item)
    faults = [*form.faults, *_faults_of(video)]
    context = _context(item, picking, form) | {
        "video": video,
        "faults": faults,
        "fault_count": len(faults) + len(form.problems),
    }
    return form_page(request, form, "presales/requests/proposals.html", context)


def _video_form(request, item: PresalesRequest, *, sent: bool) -> VideoForm | None:
    """Return the form of the link, which keeps what was typed; None where the meeting is no video."""
    if not item.may_have_video:
        return None
    typed = request.POST.get("video_link", item.video_link)
    return VideoForm(request.POST if sent else None, initial={"video_link": typed})


def _faults_of(video: VideoForm | None) -> list:
    bound = video["video_link"] if video else None
    return [(bound, error) for error in bound.errors] if bound else []


def _wishes(item: PresalesRequest) -> Wishes:
    declined = tuple(item.slots.all()) if item.round else ()
    return Wishes(item.wished_on, presentation.half_day_pairs(item), item.wished_presenter, declined)


def _sent(request, item: PresalesRequest, form: ProposalsForm, more: dict) -> bool:
    """Send the dates; False when one was taken since the page was shown: what was picked is kept."""
    try:
        handling.propose(request=item, proposals=form.proposals, by=request.user, **more)
    except Refused as refused:
        if request_for(request.user, item.pk).status != Status.IN_PROGRESS:
            raise
        form.find_conflicts()
        form.problem = "" if form.faults else refused.sentence
        return False
    messages.success(request, _("Les trois dates sont réservées et envoyées au partenaire."))
    for said in filter(None, (each.day_off for each in form.forms)):
        messages.warning(request, said)
    return True


def _context(item: PresalesRequest, picking: Picking, form: ProposalsForm) -> dict:
    return {
        "item": item,
        "picking": picking,
        "grid": picking.grid(form),
        "before": picking.week_link(form, -1) if picking.monday > dates.today() else "",
        "after": picking.week_link(form, 1),
        "day_off": rules.day_off_notice(item.wished_on),
        "held_days": settings.PRESALES_HOLD_DAYS,
        "half_days": presentation.half_days_of(item),
    }
