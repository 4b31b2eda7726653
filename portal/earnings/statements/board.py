"""What waits of statements: their approval, then their payment."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.permissions import Permission
from portal.core.plugs.board import Item, Source
from portal.earnings.statements import queries
from portal.earnings.statements.enums import Status
from portal.earnings.statements.models import Statement


def items(user, statements: list[Statement]) -> list[Item]:
    return [
        Item(
            str(each.agent),
            each.get_absolute_url(),
            _("Vérifier et approuver"),
            each.created_at,
            subtitle=each.month_name,
        )
        for each in statements
    ]


SOURCE = Source(
    "earnings.to_approve",
    gettext_lazy("Relevés de rémunération à approuver"),
    queries.to_approve,
    items,
    (Permission.EARNINGS_MANAGE,),
    order=60,
    all_url=lambda user: f"{reverse('earnings:statements')}?statut={Status.TO_APPROVE}",
)
