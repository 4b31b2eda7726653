"""Notifications in the portal, and the choice of those sent by mail."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import requires
from portal.core.paging import page
from portal.core.values.keys import parse_key
from portal.dashboard.notifications.forms import ChoicesForm
from portal.messaging import choices, kinds, notices
from portal.messaging.models import Message
from portal.ui import returning

SHOWN_UNREAD = 50


@dataclass(frozen=True)
class Notice:
    """One notice with the icon and tone of its kind."""

    message: Message
    icon: str
    tone: str

    @classmethod
    def of(cls, message: Message) -> "Notice":
        kind = kinds.look_of(message.kind)
        return cls(message, kind.icon if kind else "bell", kind.tone if kind else "neutral")


@requires()
@require_safe
def index(request):
    """Unread notices, then read ones, newest first."""
    unread = list(notices.unread_of(request.user)[: SHOWN_UNREAD + 1])
    read = page(notices.read_of(request.user), key="id", cursor=request.GET.get("suite", "")[:200])
    return render(
        request,
        "dashboard/notifications/list.html",
        {
            "unread": [Notice.of(message) for message in unread[:SHOWN_UNREAD]],
            "newest": unread[0].pk if unread else 0,
            "more": len(unread) > SHOWN_UNREAD,
            "page": read,
            "read": [Notice.of(message) for message in read.rows],
        },
    )


@requires()
@require_POST
def opening(request, pk):
    """Mark a notice as read, with `groupe` all those about the same record too, and redirect to what it is about."""
    notice = _mine(request, pk)
    notices.mark_read(notice=notice)
    if "groupe" in request.POST:
        notices.mark_all_read(by=request.user, up_to=notice.pk, like=notice)
    return redirect(notice.url or "dashboard:notifications")


@requires()
@require_POST
def reading(request, pk):
    """`Marquer comme lue`."""
    notices.mark_read(notice=_mine(request, pk))
    return redirect("dashboard:notifications")


@requires()
@require_POST
def reading_all(request):
    """`Tout marquer comme lu`: those shown on the page, not later ones."""
    up_to = parse_key(request.POST.get("newest", "")) or 0
    count = notices.mark_all_read(by=request.user, up_to=up_to)
    if count:
        text = ngettext(
            "%(count)s notification marquée comme lue.", "%(count)s notifications marquées comme lues.", count
        )
        messages.success(request, text % {"count": count})
    return redirect(returning.address(request) or "dashboard:notifications")


def _mine(request, pk: int) -> Message:
    return get_object_or_404(Message.objects.notices_of(request.user), pk=pk)


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def notification_choices(request):
    """Choice of the reader's notifications."""
    mine = kinds.kinds_for(request.user)
    form = ChoicesForm(request.POST or None, kinds=mine, places=choices.places_of(request.user))
    if request.method == "POST" and form.is_valid():
        choices.choose(by=request.user, places=form.chosen())
        messages.success(request, _("Vos choix sont enregistrés."))
        return redirect("dashboard:notification_choices")
    return render(request, "dashboard/notifications/choices.html", {"form": form})
