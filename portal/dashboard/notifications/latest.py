"""The bell: its count, asked again while the page is looked at, and its last notices by what they are about."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from portal.access.decorators import requires
from portal.core.prepared_queries import counts
from portal.dashboard.notifications.views import Notice
from portal.messaging.models import Message
from portal.messaging.notices import UNREAD
from portal.ui.returning import FIELD

MOST_GROUPS, MOST_READ = 8, 40


@dataclass
class Group:
    """The last notice about one record, and how many others there are of it."""

    notice: Notice
    others: list[Message] = field(default_factory=list)

    @property
    def is_unread(self) -> bool:
        return any(message.read_at is None for message in (self.notice.message, *self.others))


def groups_of(user) -> list[Group]:
    """Return the last notices of `user`, those about the same record together; one query."""
    groups: dict[tuple, Group] = {}
    for message in Message.objects.notices_of(user).order_by("-id")[:MOST_READ]:
        key = (message.about_type, message.about_id)
        if key in groups:
            groups[key].others.append(message)
        else:
            groups[key] = Group(Notice.of(message))
    return list(groups.values())[:MOST_GROUPS]


def _mark(request) -> str:
    """Return what changes with the bell: the number of unread notices, and the language of its words."""
    return f'"{counts.of(request.user)[UNREAD]}-{get_language()}"'


@requires()
@require_safe
@condition(etag_func=_mark)
def count(request):
    """The bell as the layout draws it; 304 while nothing changed."""
    response = render(request, "layouts/_bell_count.html")
    patch_cache_control(response, private=True, no_cache=True)
    return response


@requires()
@require_safe
def latest(request):
    """The last notices, for the panel below the bell."""
    groups = groups_of(request.user)
    newest = max((group.notice.message.pk for group in groups), default=0)
    unread = any(group.is_unread for group in groups)
    context = {"groups": groups, "newest": newest, "unread": unread, "back": request.GET.get(FIELD, "")[:500]}
    return render(request, "dashboard/notifications/latest.html", context)
