"""Notifications about a request, in the transaction of the step, by the channels people chose."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.documents.models import StoredFile
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel
from presales.meetings import queries as meetings
from presales.meetings.models import Slot
from presales.requests.models import PresalesRequest, Question

PARTNERS = roles_with(Permission.PRESALES_ASK)
TEAM = roles_with(Permission.PRESALES_HANDLE)
BOTH = (*PARTNERS, *TEAM)
EITHER_SIDE = (Permission.OPPORTUNITIES, Permission.PRESALES_HANDLE)

SUBMITTED, ACCEPTED, PROPOSED = "presales.submitted", "presales.accepted", "presales.proposed"
INFO_ASKED, INFO_GIVEN, ASKED_AGAIN = "presales.info_asked", "presales.info_given", "presales.asked_again"
AGREED, MOVED, HOLDS_ENDED = "presales.agreed", "presales.moved", "presales.holds_ended"
REFUSED, CANCELLED = "presales.refused", "presales.cancelled"
ASSIGNED, VIDEO = "presales.assigned", "presales.video_changed"


def _kind(name: str, label, roles, icon: str, tone: str = "info") -> Kind:
    return Kind(name, label, roles, default_mail=True, icon=icon, tone=tone, rights=EITHER_SIDE)


KINDS = (
    _kind(SUBMITTED, _("Une demande avant-vente est à traiter"), TEAM, "inbox"),
    _kind(ACCEPTED, _("Votre demande avant-vente est acceptée"), PARTNERS, "check", "progress"),
    _kind(PROPOSED, _("Des dates vous sont proposées"), PARTNERS, "calendar-event"),
    _kind(INFO_ASKED, _("L’équipe avant-vente a besoin d’informations"), PARTNERS, "help-circle", "warning"),
    _kind(ASSIGNED, _("Une demande avant-vente change de mains"), TEAM, "users"),
    _kind(INFO_GIVEN, _("Un partenaire a transmis des informations"), TEAM, "message-circle"),
    _kind(ASKED_AGAIN, _("D’autres dates sont demandées"), TEAM, "calendar", "warning"),
    _kind(AGREED, _("Un rendez-vous avant-vente est fixé"), BOTH, "calendar-event", "success"),
    _kind(MOVED, _("Un rendez-vous avant-vente est à déplacer"), BOTH, "calendar", "warning"),
    _kind(VIDEO, _("Le lien d’une visio change"), BOTH, "link"),
    _kind(HOLDS_ENDED, _("Des dates proposées ne sont plus réservées"), PARTNERS, "clock", "warning"),
    _kind(REFUSED, _("Une demande avant-vente est refusée"), PARTNERS, "circle-x", "danger"),
    _kind(CANCELLED, _("Une demande avant-vente est annulée"), BOTH, "ban", "muted"),
)


def tell_submitted(request: PresalesRequest, *, by) -> None:
    _tell(_team(request), SUBMITTED, request, by=by)


def tell_accepted(request: PresalesRequest, *, by) -> None:
    settle(about=request, kind=SUBMITTED)
    _tell(_partner(request), ACCEPTED, request, by=by)


def tell_assigned(request: PresalesRequest, former, *, by) -> None:
    """Notify the new handler and the former one."""
    people = {person.pk: person for person in (request.handler, former) if person}
    _tell(people.values(), ASSIGNED, request, by=by)


def tell_proposed(request: PresalesRequest, slots: list[Slot], *, by) -> None:
    settle(about=request, kind=ASKED_AGAIN)
    _tell(_partner(request), PROPOSED, request, by=by, slots=slots)


def tell_info_asked(request: PresalesRequest, question: Question, *, by) -> None:
    _tell(_partner(request), INFO_ASKED, request, by=by, question=question)


def tell_info_given(request: PresalesRequest, question: Question, *, by) -> None:
    settle(about=request, kind=INFO_ASKED)
    _tell(_team(request), INFO_GIVEN, request, by=by, question=question)


def tell_asked_again(request: PresalesRequest, *, by) -> None:
    settle(about=request, kind=PROPOSED)
    _tell(_team(request), ASKED_AGAIN, request, by=by)


def tell_left(request: PresalesRequest, slot: Slot, former, *, cancelled: StoredFile) -> None:
    """Notify the expert who no longer attends, even if they gave it away: it is removed from their calendar."""
    _tell_off([former], ASSIGNED, request, slot, cancelled)


def tell_agreed(request: PresalesRequest, slot: Slot, *, invitation: StoredFile) -> None:
    """Notify both sides, the author included, with the calendar file (D9)."""
    settle(about=request, kind=PROPOSED)
    _tell(_both_sides(request, slot), AGREED, request, slot=slot, attachments=[invitation.pk])


def tell_video_changed(request: PresalesRequest, slot: Slot, *, invitation: StoredFile) -> None:
    """Notify both sides of the new link, with the calendar file that replaces the former one."""
    _tell(_both_sides(request, slot), VIDEO, request, slot=slot, attachments=[invitation.pk])


def tell_moved(request: PresalesRequest, slot: Slot, reason: str, *, cancelled: StoredFile, by) -> None:
    """Notify that the meeting is removed from calendars until a new date is agreed."""
    _tell_off(_both_sides(request, slot), MOVED, request, slot, cancelled, reason=reason, actor=by)


def tell_holds_ended(request: PresalesRequest) -> None:
    settle(about=request, kind=PROPOSED)
    _tell(_partner(request), HOLDS_ENDED, request)


def tell_refused(request: PresalesRequest, reason: str, *, by) -> None:
    settle(about=request, kind=SUBMITTED)
    _tell(_partner(request), REFUSED, request, by=by, reason=reason)


def tell_cancelled(request: PresalesRequest, reason: str, *, by) -> None:
    """Notify both sides."""
    _settle_asked(request)
    _tell([*_team(request), *_partner(request)], CANCELLED, request, by=by, reason=reason)


def tell_called_off(request: PresalesRequest, reason: str, slot: Slot, *, cancelled: StoredFile) -> None:
    """Notify both sides, the author included: the meeting is removed from their calendars."""
    _settle_asked(request)
    _tell_off(_both_sides(request, slot), CANCELLED, request, slot, cancelled, reason=reason)


def _tell_off(people, kind: str, request: PresalesRequest, slot: Slot, cancelled: StoredFile, **words) -> None:
    """Remove the meeting from everybody's calendar, including people who left and get no other message."""
    _tell(people, kind, request, slot=slot, attachments=[cancelled.pk], **words)
    for person in people:
        if not person.is_active:
            queue(
                channel=Channel.EMAIL,
                to=person.email,
                template="presales/messages/called_off",
                context={"person": person, "slot": slot},
                dedupe=f"presales.called_off:{request.pk}:{request.version}:{person.pk}",
                about=request,
                attachments=[cancelled.pk],
                language=person.language,
            )


def _settle_asked(request: PresalesRequest) -> None:
    for kind in (SUBMITTED, PROPOSED, INFO_ASKED):
        settle(about=request, kind=kind)


def _tell(people, kind: str, request: PresalesRequest, *, by=None, attachments=(), **words) -> None:
    notify(
        people,
        kind,
        about=request,
        template=f"presales/notices/{kind.removeprefix('presales.')}",
        context={"request_": request, "opportunity": request.opportunity, **words},
        url=request.get_absolute_url(),
        dedupe=f"{request.pk}:{request.version}",
        by=by,
        attachments=attachments,
    )


def _team(request: PresalesRequest) -> list:
    """Return the handler; without one, the whole team."""
    if request.handler is not None and request.handler.is_active:
        return [request.handler]
    return list(meetings.experts())


def _both_sides(request: PresalesRequest, slot: Slot) -> list:
    """Return everybody who has the meeting in their calendar."""
    return list({person.pk: person for person in (*_team(request), slot.expert, *_partner(request))}.values())


def _partner(request: PresalesRequest) -> list:
    """Return the requester, and the owner of the opportunity."""
    return list({person.pk: person for person in (request.requester, request.opportunity.owner)}.values())
