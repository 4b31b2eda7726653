"""What agents are told of their statements."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.core.values.money import format_euros
from portal.earnings.statements.models import Statement
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify

STATEMENT = Kind(
    "earnings.statement",
    _("Votre relevé de rémunération est approuvé ou payé"),
    (Role.AGENT, Role.MANAGER),
    default_mail=True,
    icon="cash",
    tone="success",
    rights=(Permission.EARNINGS,),
)


def tell(statement: Statement, *, by) -> None:
    """Tell the agent what became of the statement."""
    notify(
        [statement.agent],
        STATEMENT.name,
        about=statement,
        template=f"earnings/notices/{statement.status}",
        context={"statement": statement, "payable": format_euros(statement.payable)},
        url=statement.get_absolute_url(),
        dedupe=f"{statement.pk}-{statement.status}",
        by=by,
    )
