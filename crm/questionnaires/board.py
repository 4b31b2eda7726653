"""Results of questionnaires that end soon, on the page of what waits."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.questionnaires.models import Response
from portal.access.permissions import Permission
from portal.core.plugs import board
from portal.core.values import dates


def rows(user):
    """Return the results whose coming end was told (`messages.warn_of_expiry`) and that were not answered again."""
    newer = Response.objects.finished().filter(
        client=OuterRef("client"), slug=OuterRef("slug"), finished_at__gt=OuterRef("finished_at")
    )
    ending = Response.objects.visible_to(user).finished().filter(warned_at__isnull=False, client__archived_at=None)
    return ending.filter(~Exists(newer)).select_related("client").order_by("valid_until", "pk")


def items(user, found) -> list[board.Item]:
    return [
        board.Item(
            title=_("%(kind)s à refaire") % {"kind": row.get_slug_display()},
            url=reverse(f"crm:client_{row.slug}", args=[row.client_id]),
            action=_("Refaire"),
            since=row.finished_at,
            subtitle=_("%(client)s · valable jusqu’au %(day)s")
            % {"client": row.client.display_name, "day": dates.long_date(row.valid_until)},
        )
        for row in found
    ]


SOURCE = board.Source(
    name="questionnaires.expiring",
    label=gettext_lazy("Questionnaires à refaire"),
    rows=rows,
    items=items,
    rights=(Permission.QUESTIONNAIRES,),
    order=55,
)
