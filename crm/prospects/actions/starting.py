"""`Prêt à démarrer`, and the link that follows (F12)."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.contacts.models import Contact
from crm.contacts.queries import favourite_of
from crm.onboarding.actions import links
from crm.prospects import messages
from crm.prospects.enums import Progress
from crm.prospects.models import FollowUp
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates


class Unreachable(Refused):
    """The favourite contact is missing or has no e-mail: nobody could receive the link."""


def obstacle(contact: Contact | None) -> str:
    """Why no link can be sent, or an empty string."""
    if contact is None:
        return _("Ajoutez d’abord un contact favori. Il recevra le lien.")
    if not contact.email:
        return _("Indiquez l’e-mail du contact favori pour envoyer le lien.")
    return ""


@transaction.atomic
def start(*, client: Client, by) -> FollowUp:
    """Make the prospect ready: one alert, one link, one mail, however often it is asked.

    Raises `Unreachable` or `Refused`.
    """
    row = transitions.lock(client)
    follow_up = row.follow_up
    if follow_up.is_ready:
        return follow_up
    contact = _reachable(row)
    follow_up = transitions.apply(follow_up, "start", by=by, at=dates.now())
    row.follow_up = follow_up
    record(row, "crm.prospect_ready", by=by)
    links.send(row, name=contact.display_name, email=contact.email, by=by)
    messages.tell_ready(row, contact=contact, by=by)
    return follow_up


@transaction.atomic
def resend(*, client: Client, by) -> None:
    """`Renvoyer le lien`: a new link to the favourite contact of today, the earlier one dies."""
    row = _of_ready(client, by)
    contact = _reachable(row)
    links.send(row, name=contact.display_name, email=contact.email, by=by)


@transaction.atomic
def revoke(*, client: Client, by) -> bool:
    """End the link; returns whether one was alive."""
    return links.revoke(_of_ready(client, by), by=by)


@transaction.atomic
def reopen(*, client: Client, reason: str, by) -> FollowUp:
    """Back to the discussion, by the back-office: the link dies, the alert is put away."""
    row = transitions.lock(client)
    follow_up = transitions.apply(row.follow_up, "reopen", by=by, reason=reason)
    record(row, "crm.prospect_reopened", by=by, reason=reason)
    links.revoke(row, by=by)
    messages.settle_ready(row)
    return follow_up


@transaction.atomic
def drop(*, client: Client, by) -> FollowUp:
    """`Pas intéressé, sans suite`; the same again changes nothing."""
    return _step(client, "drop", Progress.LOST, by=by)


@transaction.atomic
def resume(*, client: Client, by) -> FollowUp:
    return _step(client, "resume", Progress.DISCUSSING, by=by)


def _step(client: Client, name: str, target: str, *, by) -> FollowUp:
    row = transitions.lock(client)
    if row.follow_up.status == target:
        return row.follow_up
    follow_up = transitions.apply(row.follow_up, name, by=by)
    record(row, transitions.info_of(follow_up, name).verb, by=by)
    return follow_up


def _of_ready(client: Client, by) -> Client:
    row = transitions.lock(client)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(row)
    if not row.follow_up.is_ready:
        raise Refused(row, _("Passez d’abord le prospect à « Prêt à démarrer »."))
    return row


def _reachable(client: Client) -> Contact:
    contact = favourite_of(client)
    if problem := obstacle(contact):
        raise Unreachable(client, problem)
    return contact
