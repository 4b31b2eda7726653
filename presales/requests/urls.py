from django.urls import path

from portal.exchange.lists import list_urls
from presales.requests.listing import REQUESTS
from presales.requests.views import details, drafts, ending, lists, partner, proposing, team

urlpatterns = [
    *list_urls(REQUESTS),
    path("avant-vente/nouvelle/", drafts.new, name="request_new"),
    path("avant-vente/file/", lists.queue, name="queue"),
    path("avant-vente/<int:pk>/", details.detail, name="request"),
    path("avant-vente/<int:pk>/invitation.ics", details.invitation, name="request_invitation"),
    path("avant-vente/<int:pk>/modification/", drafts.edit, name="request_edit"),
    path("avant-vente/<int:pk>/soumission/", drafts.submission, name="request_submission"),
    path("avant-vente/<int:pk>/acceptation/", team.acceptance, name="request_acceptance"),
    path("avant-vente/<int:pk>/reprise/", team.takeover, name="request_takeover"),
    path("avant-vente/<int:pk>/passation/", team.handover, name="request_handover"),
    path("avant-vente/<int:pk>/propositions/", proposing.proposals, name="request_proposals"),
    path("avant-vente/<int:pk>/visio/", team.video, name="request_video"),
    path("avant-vente/<int:pk>/question/", team.question, name="request_question"),
    path("avant-vente/<int:pk>/refus/", team.refusal, name="request_refusal"),
    path("avant-vente/<int:pk>/creneau/", partner.choice, name="request_choice"),
    path("avant-vente/<int:pk>/autres-dates/", partner.other_dates, name="request_other_dates"),
    path("avant-vente/<int:pk>/reponse/", partner.answer, name="request_answer"),
    path("avant-vente/<int:pk>/deplacement/", ending.move, name="request_move"),
    path("avant-vente/<int:pk>/annulation/", ending.cancellation, name="request_cancellation"),
]
