"""Links that wait for the back-office: their part of « La balle est chez… »."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.permissions import Permission
from portal.core.plugs.board import Item, Source
from subscriptions.portfolio import queries


def items(user, rows) -> list[Item]:
    return [
        Item(
            title=link.email,
            subtitle=link.owner.get_full_name(),
            url=reverse("subscriptions:portfolio_request", args=[link.pk]),
            action=_("Répondre"),
            since=link.created_at,
            until=link.deadline,
            alarm=_("En retard") if link.is_late else "",
        )
        for link in rows
    ]


def office_url(user) -> str:
    return reverse("subscriptions:portfolio_queue")


SOURCES = (
    Source(
        name="portfolio.requests",
        label=gettext_lazy("Demandes de lien avec un client"),
        rows=queries.pending_of,
        items=items,
        rights=(Permission.PORTFOLIO_REVIEW,),
        order=45,
        all_url=office_url,
    ),
)
