from django.utils.translation import gettext_lazy as _

from crm.questionnaires import board, panels, signing, stream, tasks
from crm.questionnaires.help import ARTICLES
from crm.questionnaires.messages import EXPIRING
from crm.questionnaires.views import signature
from crm.questionnaires.views.public import proof, purpose
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.core.plugs.tabs import Tab
from portal.links.purposes import Purpose
from portal.messaging.kinds import Kind

TASKS = (tasks.print_questionnaires, tasks.warn_of_questionnaires)
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
    links=(
        purpose(_("votre questionnaire")),
        Purpose(
            signing.PURPOSE,
            _("relire votre questionnaire et le signer"),
            signature.public_page,
            views={
                "signature": signature.public_signature,
                "code": signature.public_code,
                "document": signature.public_document,
            },
            proof=proof,
            done=signature.public_done,
        ),
    ),
    panels=panels.PANEL,
    board=board.SOURCE,
    stream=stream.SOURCE,
    notices=Kind(
        EXPIRING,
        _("Un questionnaire est bientôt à refaire"),
        roles_with(Permission.CONTRACTS_CREATE),
        icon="checklist",
        tone="warning",
    ),
    history={
        "questionnaires.started": Sentence(
            _("{actor} a commencé un {kind} (version {version})"), "checklist", "neutral"
        ),
        "questionnaires.sent": Sentence(_("{actor} a envoyé un {kind} par lien"), "send", "info"),
        "questionnaires.finished": Sentence(_("{kind} terminé : {result}"), "check", "success"),
        "questionnaires.signed": Sentence(_("Le client a signé le {kind} par code SMS"), "signature", "success"),
        "questionnaires.lowered": Sentence(_("{actor} a baissé le profil de {from} à {to}"), "pencil", "info"),
        "questionnaires.printed": Sentence(_("Le PDF du {kind} est conservé"), "file-text", "neutral"),
        "questionnaires.published": Sentence(_("{actor} a publié la version {version}"), "check", "info"),
    },
)
