from django.utils.translation import gettext_lazy as _

from crm.questionnaires import tasks
from crm.questionnaires.help import ARTICLES
from crm.questionnaires.views.public import purpose
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.core.plugs.tabs import Tab

TASKS = (tasks.print_questionnaires,)
PLUG = Plug(
    help=ARTICLES,
    menu=MenuEntry(
        _("Questionnaires"),
        "crm:questionnaire_versions",
        "checklist",
        Permission.QUESTIONNAIRES_EDIT,
        52,
        "/questionnaires/versions/",
    ),
    tabs=(
        Tab("crm:client_qcf", _("QCF"), "crm.client", Permission.QUESTIONNAIRES, 40),
        Tab("crm:client_qpr", _("QPR"), "crm.client", Permission.QUESTIONNAIRES, 50),
    ),
    links=purpose(_("votre questionnaire")),
    history={
        "questionnaires.started": Sentence(
            _("{actor} a commencé un {kind} (version {version})"), "checklist", "neutral"
        ),
        "questionnaires.sent": Sentence(_("{actor} a envoyé un {kind} par lien"), "send", "info"),
        "questionnaires.finished": Sentence(_("{kind} terminé : {result}"), "check", "success"),
        "questionnaires.lowered": Sentence(_("{actor} a baissé le profil de {from} à {to}"), "pencil", "info"),
        "questionnaires.printed": Sentence(_("Le PDF du {kind} est conservé"), "file-text", "neutral"),
        "questionnaires.published": Sentence(_("{actor} a publié la version {version}"), "check", "info"),
    },
)
