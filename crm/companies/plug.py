"""What company data plugs into the portal."""

from django.utils.translation import gettext_lazy as _

from crm.companies import tasks
from portal.audit.history import Sentence
from portal.core.plugs import Plug

# The worker finds the tasks of an app's own `tasks.py` only: those of a room are known once imported.
TASKS = (tasks.check_companies,)
PLUG = Plug(
    history={"crm.company_checked": Sentence(_("Le portail a comparé la société avec l’annuaire"), "building", "info")},
)
