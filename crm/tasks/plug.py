from django.utils.translation import gettext_lazy as _

from crm.tasks import actions, agenda, board, handing, home
from crm.tasks.listing import TASKS
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.belongings import Belonging
from portal.core.plugs.tabs import Tab
from portal.undo.commands import Command

PLUG = Plug(
    lists=TASKS,
    tabs=Tab("crm:client_tasks", _("Actions"), "crm.client", Permission.CLIENTS_VIEW, 20),
    history={
        "crm.task_added": Sentence(_("{actor} a prévu une action : {title}"), "plus", "neutral"),
        "crm.task_changed": Sentence(_("{actor} a modifié l’action : {title}"), "pencil", "neutral"),
        "crm.task_done": Sentence(_("{actor} a fait : {title}"), "circle-check", "success"),
        "crm.task_reopened": Sentence(_("{actor} a rouvert l’action : {title}"), "refresh", "neutral"),
    },
    undo=Command(
        actions.DONE, _("Vous venez de noter le résultat."), actions.take_back_outcome, actions.nothing_to_tell
    ),
    board=board.SOURCES,
    home=home.BLOCKS,
    panels=home.PANEL,
    agenda=agenda.SOURCE,
    belongings=Belonging("tasks", _("Actions à faire"), handing.count, handing.hand_over, 31),
)
