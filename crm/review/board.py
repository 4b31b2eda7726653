"""Onboardings to check, on the page `À faire`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.review import queries
from portal.access.permissions import Permission
from portal.core.plugs.board import Item, Source


def items(user, rows) -> list[Item]:
    return [
        Item(
            row.client.display_name, row.get_absolute_url(), _("Vérifier"), row.status_changed_at, subtitle=row.contact
        )
        for row in rows
    ]


SOURCES = (
    Source(
        name="crm.review",
        label=gettext_lazy("Inscriptions à vérifier"),
        rows=queries.queue_of,
        items=items,
        rights=(Permission.ONBOARDING_REVIEW,),
        order=15,
        all_url=lambda user: f"{reverse('crm:reviews')}?statut=to_check",
    ),
)
