from django.utils.translation import gettext_lazy as _

from crm.drive import stream, tasks
from crm.drive.actions.sharing import RECEIVED, REQUEST, SHARE
from crm.drive.help import ARTICLES
from crm.drive.merging import MERGER
from crm.drive.views import public
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.tabs import Tab
from portal.links.purposes import Purpose
from portal.messaging.kinds import Kind

TASKS = (tasks.purge_drives,)

PLUG = Plug(
    help=ARTICLES,
    tabs=Tab("crm:client_drive", _("Drive"), "crm.client", Permission.CLIENTS_VIEW, 30),
    mergers=MERGER,
    stream=stream.SOURCE,
    links=(
        Purpose(
            SHARE,
            _("lire un document"),
            public.shared,
            views={"contenu": public.content},
            proof=public.proof,
            renew=public.renew_share,
        ),
        Purpose(
            REQUEST,
            _("envoyer vos documents"),
            public.requested,
            views={"envoi": public.upload, "fin": public.finish},
            proof=public.proof,
            done=public.done,
            renew=public.renew_request,
        ),
    ),
    notices=Kind(
        RECEIVED,
        _("Un client a envoyé les documents demandés"),
        roles_with(Permission.CLIENTS_EDIT),
        icon="inbox",
        tone="success",
    ),
    history={
        "drive.folder_added": Sentence(_("{actor} a créé le dossier « {file} »"), "folder"),
        "drive.added": Sentence(_("{actor} a déposé « {file} »"), "upload"),
        "drive.version_added": Sentence(_("{actor} a déposé la version {version} de « {file} »"), "upload"),
        "drive.filed": Sentence(_("Le portail a classé « {file} » dans le drive"), "files"),
        "drive.renamed": Sentence(_("{actor} a renommé « {before} » en « {file} »"), "pencil"),
        "drive.moved": Sentence(_("{actor} a déplacé « {file} » vers « {folder} »"), "transfer"),
        "drive.binned": Sentence(_("{actor} a mis « {file} » à la corbeille"), "trash", "warning"),
        "drive.restored": Sentence(_("{actor} a restauré « {file} » dans « {folder} »"), "arrow-back-up"),
        "drive.shared": Sentence(_("{actor} a envoyé un lien vers « {file} » au client"), "send", "info"),
        "drive.unshared": Sentence(_("{actor} a désactivé le lien vers « {file} »"), "ban", "warning"),
        "drive.asked": Sentence(_("{actor} a demandé « {what} » au client"), "mail", "info"),
        "drive.request_cancelled": Sentence(_("{actor} a annulé la demande « {what} »"), "ban"),
        "drive.received": Sentence(_("Le client a envoyé « {what} » ({count})"), "inbox", "success"),
        "drive.forgotten": Sentence(_("{actor} a supprimé « {file} » définitivement"), "trash", "danger"),
    },
)
