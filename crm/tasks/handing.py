"""Open actions that change hands when somebody leaves."""

from django.db import transaction

from crm.tasks.models import Task


@transaction.atomic
def hand_over(*, owner, to, by, reason: str = "", limit: int) -> int:
    """Give at most `limit` open actions of `owner` to `to`; returns how many."""
    mine = Task.objects.open().filter(owner=owner).order_by("pk").values_list("pk", flat=True)[:limit]
    return Task.objects.filter(pk__in=list(mine)).update(owner=to, agency_id=to.organisation_id)


def count(user) -> int:
    return Task.objects.open().filter(owner=user).count()
