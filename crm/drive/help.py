"""Help about the drive of a client (P9, P18)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article


def _figures() -> dict:
    return {"megabytes": settings.DRIVE_FILE_MEGABYTES, "days": settings.DRIVE_BIN_DAYS}


ARTICLES = (
    Article(
        slug="ajouter-un-fichier",
        title=_("Comment ajouter un fichier relatif à un client ?"),
        summary=_("Onglet « Drive », puis « Nouveau »."),
        section=CLIENTS,
        template="drive/file.html",
        keywords=_("importer déposer document dossier créer pièce envoyer"),
        right=P.CLIENTS_VIEW,
        order=48,
        context=_figures,
    ),
    Article(
        slug="ranger-le-drive-d-un-client",
        title=_("Comment ranger et retrouver les documents d’un client ?"),
        summary=_("Le drive : dossiers, versions, corbeille, envoi au client par lien."),
        section=CLIENTS,
        template="drive/drive.html",
        keywords=_("drive fichiers dossiers déposer version corbeille restaurer zip partager lien demander document"),
        right=P.CLIENTS_VIEW,
        pages=("crm:client_drive", "crm:drive_folder", "crm:drive_file", "crm:drive_bin", "crm:drive_upload"),
        order=49,
        context=_figures,
    ),
)
