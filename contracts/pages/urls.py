from django.urls import path

from contracts.confirmation.views import queue
from contracts.confirmation.views import steps as office
from contracts.pages.listing import CONTRACTS
from contracts.pages.views import details, drafts, files
from contracts.sales.addresses import CONTRACT
from contracts.signature.views import agent as signature
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(CONTRACTS),
    path("contrats/nouveau/", drafts.new, name="new"),
    path("contrats/brouillons/<int:pk>/", drafts.edit, name="draft"),
    path("contrats/brouillons/<int:pk>/suppression/", drafts.deletion, name="draft_deletion"),
    path(CONTRACT, details.detail, name="detail"),
    path("contrats/<number:number>/duplication/", details.duplication, name="duplication"),
    path("contrats/<number:number>/signature/", signature.signature, name="signature"),
    path("contrats/<number:number>/code/", signature.code, name="code"),
    path("contrats/<number:number>/mobile/", signature.mobile, name="mobile"),
    path("contrats/<number:number>/modification/", signature.modification, name="modification"),
    path("contrats/<number:number>/felicitations/", signature.congratulations, name="congratulations"),
    path("contrats/<number:number>/document/", files.document, name="document"),
    path("contrats/<number:number>/document-signe/", files.signed_document, name="signed_document"),
    path("back-office/", queue.index, name="queue"),
    path("back-office/blocages/", queue.locks, name="locks"),
    path("back-office/blocages/<int:pk>/", queue.typing_unlocking, name="typing_unlocking"),
    path("contrats/<number:number>/validation/", office.validation, name="validation"),
    path("contrats/<number:number>/appels/", office.calls, name="calls"),
    path("contrats/<number:number>/injoignable/", office.unreachable, name="unreachable"),
    path("contrats/<number:number>/impaye/", office.unpaid, name="unpaid"),
    path("contrats/<number:number>/retractation/", office.withdrawal, name="withdrawal"),
    path("contrats/<number:number>/reouverture/", office.reopening, name="reopening"),
    path("contrats/<number:number>/deblocage/", office.unlocking, name="unlocking"),
]
