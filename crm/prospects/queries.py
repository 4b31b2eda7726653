"""What pages read of prospects; every queryset starts from `visible_to`."""

from django.contrib.auth import get_user_model

from crm.clients.enums import LifeStage
from crm.clients.models import Client
from portal.access.permissions import Permission


def prospects_of(user):
    """The prospects of a reader's lists."""
    mine = Client.objects.visible_to(user).in_use().filter(stage=LifeStage.PROSPECT, follow_up__isnull=False)
    return mine.select_related("follow_up")


def files_of(user):
    """The files whose tabs a reader may open: prospects, and what became of them."""
    files = Client.objects.visible_to(user).filter(follow_up__isnull=False)
    return files.select_related("follow_up", "attribution__agent", "attribution__agency", "recommendation", "owner")


def sales_team():
    """Those who are told that a prospect is ready."""
    return get_user_model().objects.having(Permission.PROSPECTS_ONBOARD).active()
