"""What the law makes the portal keep of a client who was accepted."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from crm.clients.keeping import Keeper, Kept
from crm.clients.models import Client
from crm.onboarding.enums import Status
from crm.onboarding.models import Onboarding
from portal.core.values import dates


def find(client: Client) -> Kept | None:
    """The papers of an accepted onboarding, until they are erased."""
    row = Onboarding.objects.filter(client=client, status=Status.ACCEPTED, erased_at=None).first()
    if row is None:
        return None
    until = row.accepted_at + timedelta(days=settings.KEEP_IDENTITY_PIECES_DAYS)
    return Kept(_("les pièces de son inscription"), until.astimezone(dates.PARIS).date())


KEEPER = Keeper("onboarding", find, 30)
