from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.earnings.statements import tasks
from portal.earnings.statements.board import SOURCE
from portal.earnings.statements.listing import STATEMENTS
from portal.earnings.statements.notices import STATEMENT

TASKS = (tasks.print_statements, tasks.make_statements)
PLUG = Plug(
    lists=STATEMENTS,
    board=SOURCE,
    notices=STATEMENT,
    history={
        "earnings.statement_made": Sentence(_("Le relevé est prêt à être approuvé"), "file-plus", "neutral"),
        "earnings.approved": Sentence(_("{actor} a approuvé le relevé"), "check", "success"),
        "earnings.paid": Sentence(_("{actor} a marqué le relevé comme payé"), "cash", "success"),
        "earnings.statement_printed": Sentence(_("Le PDF du relevé est conservé"), "file-text", "neutral"),
    },
)
