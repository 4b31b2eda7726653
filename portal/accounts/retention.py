"""How long sessions are kept: until they end."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import FormerContact
from portal.core.plugs.retention import Rule


def ended(before: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=before).order_by("expire_date")


def without_session(_before: datetime) -> QuerySet:
    """Devices (address, browser) that the settings showed for a session which is gone."""
    return UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key"))))


RULES = (
    Rule(
        name="accounts.former_contacts",
        label=_("Anciens numéros et adresses des collègues"),
        kept=_("%(time)s après leur changement"),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_CONTACTS_DAYS,
        due=lambda before: FormerContact.objects.filter(until__lt=before).order_by("until"),
        order=82,
    ),
    Rule(
        name="accounts.sessions",
        label=_("Sessions ouvertes"),
        kept=_("Jusqu’à la déconnexion, ou leur fin"),
        then=_("Supprimées dans la journée"),
        days=lambda: 0,
        due=ended,
        order=80,
    ),
    Rule(
        name="accounts.devices",
        label=_("Appareils connectés : adresse IP et navigateur"),
        kept=_("Comme la session"),
        then=_("Supprimés dans la journée"),
        days=lambda: 0,
        due=without_session,
        order=81,
    ),
)
