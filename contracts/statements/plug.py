from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.statements import panels, tasks
from contracts.statements.help import ARTICLES
from contracts.statements.models import Statement
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.panels import Panel
from portal.core.plugs.retention import Rule
from portal.exchange.models import TO_DO

TASKS = (tasks.print_statement, tasks.print_statements)
PLUG = Plug(
    help=ARTICLES,
    panels=Panel("contracts.statements", "crm.client", panels.statements, Permission.AGGREGATION, 10, "aggregation"),
    history={
        "statements.printed": Sentence(_("{actor} a imprimé le relevé du {day}"), "printer", "neutral"),
    },
    retention=Rule(
        name="contracts.statements",
        label=_("Demandes de relevés"),
        kept=_("%(time)s ; le PDF reste dans le drive du client"),
        then=_("Supprimées"),
        days=lambda: settings.KEEP_EXPORTS_DAYS,
        due=lambda before: Statement.objects.filter(created_at__lt=before).exclude(state__in=TO_DO),
        order=48,
    ),
)
