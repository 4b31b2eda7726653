from django.urls import path

from catalog.library.views import publishing, reading

urlpatterns = [
    path("documents/", reading.index, name="documents"),
    path("documents/nouveau/", publishing.new, name="document_new"),
    path("documents/<int:pk>/", reading.document, name="document"),
    path("documents/<int:pk>/fichier/", reading.file, name="document_file"),
    path("documents/<int:pk>/versions/<int:version>/", reading.former_file, name="document_former_file"),
    path("documents/<int:pk>/fiche/", publishing.sheet, name="document_sheet"),
    path("documents/<int:pk>/version/", publishing.version, name="document_version"),
    path("documents/<int:pk>/retrait/", publishing.withdrawal, name="document_withdrawal"),
    path("documents/<int:pk>/remise/", publishing.restoration, name="document_restoration"),
]
