from django.urls import path

from crm.drive.views import files, folders, sharing, steps

urlpatterns = [
    path("clients/<int:pk>/drive/", folders.index, name="client_drive"),
    path("clients/<int:pk>/drive/dossier/", folders.new_folder, name="drive_new_folder"),
    path("clients/<int:pk>/drive/envoi/", files.upload, name="drive_upload"),
    path("clients/<int:pk>/drive/demande/", sharing.ask, name="drive_request"),
    path("clients/<int:pk>/drive/corbeille/", steps.bin_, name="drive_bin"),
    path("clients/<int:pk>/drive/historique/", steps.history, name="drive_history"),
    path("drive/<int:pk>/", folders.folder, name="drive_folder"),
    path("drive/<int:pk>/fichier/", files.file, name="drive_file"),
    path("drive/<int:pk>/contenu/", files.content, name="drive_content"),
    path("drive/<int:pk>/version/", files.version, name="drive_version"),
    path("drive/<int:pk>/zip/", files.zipped, name="drive_zip"),
    path("drive/<int:pk>/nom/", steps.rename, name="drive_rename"),
    path("drive/<int:pk>/deplacement/", steps.move, name="drive_move"),
    path("drive/<int:pk>/suppression/", steps.deletion, name="drive_deletion"),
    path("drive/<int:pk>/restauration/", steps.restoration, name="drive_restoration"),
    path("drive/<int:pk>/effacement/", steps.forgetting, name="drive_forgetting"),
    path("drive/<int:pk>/partage/", sharing.share, name="drive_share"),
    path("drive/<int:pk>/partage/fin/", sharing.unshare, name="drive_unshare"),
    path("drive/demandes/<int:pk>/relance/", sharing.ask_again, name="drive_ask_again"),
    path("drive/demandes/<int:pk>/annulation/", sharing.cancellation, name="drive_request_cancellation"),
]
