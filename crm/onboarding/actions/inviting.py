"""`Inviter`: an adviser sends the link to any client, or a new one in one click."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.onboarding.actions import links
from crm.onboarding.enums import Status
from crm.onboarding.models import Onboarding
from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.transitions import NotYours, Refused


@transaction.atomic
def invite(*, client: Client, name: str, email: str, by) -> None:
    """Send the link; the same again sends a new one in its place. Raises `Refused` when there is nothing to ask."""
    row = _open(client, by)
    known = Onboarding.objects.filter(client=row).first()
    if known and known.status == Status.ACCEPTED:
        raise Refused(known, _("L’inscription de ce client est déjà acceptée."))
    links.send(row, name=name, email=email, by=by)


@transaction.atomic
def renew(*, onboarding: Onboarding, by) -> None:
    """`Renvoyer le lien`, to whom it went before."""
    row = _open(onboarding.client, by)
    fresh = transitions.lock(onboarding)
    if not fresh.is_renewable:
        raise Refused(fresh, _("Le client a déjà tout envoyé : il n’y a plus de lien à renvoyer."))
    links.send(row, name=fresh.contact, email=fresh.email, by=by)


def _open(client: Client, by) -> Client:
    row = transitions.lock(client)
    if not by.has_right(Permission.CLIENTS_EDIT):
        raise NotYours(row)
    if row.removed_at or row.archived_at:
        raise Refused(row, _("Cette fiche est archivée : rouvrez-la d’abord."))
    return row
