"""Link of a video meeting: given with the dates or later, changed until the meeting is over."""

from functools import partial

from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from presales.meetings import calendars
from presales.requests import notices
from presales.requests.actions import calendar_files
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest


def change_link(*, request: PresalesRequest, video_link: str, by) -> PresalesRequest:
    """Store the link; once a meeting is agreed, tell both sides and renew its calendar file.

    `video_link` is an https address or empty. Raises `Refused` when the request is closed or not remote.
    """

    def draw() -> tuple[PresalesRequest, list[dict]]:
        row = calendar_files.seen(request)
        tells = row.status == Status.DONE and row.video_link != video_link and not _problem(row, by)
        row.video_link = video_link
        return row, [calendars.next_file(row, row.chosen)] if tells else []

    return calendar_files.step(draw, partial(_change, video_link=video_link, by=by))


def _change(seen: PresalesRequest, stored: list, *, video_link: str, by) -> PresalesRequest:
    row = calendar_files.locked_as(seen)
    if problem := _problem(row, by):
        raise problem
    if row.video_link == video_link:
        return row
    row.video_link = video_link
    row.meeting_sequence += len(stored)
    row.touch()
    row.save()
    record(row, "presales.video_changed", by=by)
    if stored:
        notices.tell_video_changed(row, row.chosen, invitation=stored[0])
    return row


def _problem(row: PresalesRequest, by) -> Refused | None:
    if not by.has_right(Permission.PRESALES_HANDLE):
        return NotYours(row)
    if not row.may_have_video:
        return Refused(row, _("Le lien ne peut plus changer : le rendez-vous n’est pas une visio à venir."))
    return None
