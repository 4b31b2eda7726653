from django.urls import path

from contracts.pages.listing import CONTRACTS
from contracts.pages.views import autosave, details, drafts, files, index, suggestions
from contracts.sales.addresses import CONTRACT
from portal.exchange.lists import list_urls

LIST, *OTHERS = list_urls(CONTRACTS)
urlpatterns = [
    path(CONTRACTS.path, index.for_staff(LIST.callback), name="list"),
    *OTHERS,
    path("contrats/nouveau/", drafts.new, name="new"),
    path("suggestions/clients/", suggestions.clients, name="client_suggestions"),
    path("contrats/brouillons/enregistrement/", autosave.begin, name="autosave"),
    path("contrats/brouillons/<int:pk>/enregistrement/", autosave.go_on, name="draft_autosave"),
    path("contrats/brouillons/<int:pk>/", drafts.edit, name="draft"),
    path("contrats/brouillons/<int:pk>/suppression/", drafts.deletion, name="draft_deletion"),
    path(CONTRACT, details.detail, name="detail"),
    path("contrats/<number:number>/duplication/", details.duplication, name="duplication"),
    path("contrats/<number:number>/document/", files.document, name="document"),
    path("contrats/<number:number>/document-signe/", files.signed_document, name="signed_document"),
]
