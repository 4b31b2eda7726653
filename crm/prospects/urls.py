from django.urls import path

from crm.prospects.listing import PROSPECTS
from crm.prospects.views import board, contacts, creation, pieces, starting, tabs, tasks
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(PROSPECTS),
    path("prospects/tableau/", board.index, name="prospect_board"),
    path("prospects/nouveau/", creation.new, name="prospect_new"),
    path("prospects/recherche-entreprise/", creation.results, name="prospect_companies"),
    path("prospects/<int:pk>/", tabs.first, name="prospect"),
    path("prospects/<int:pk>/societe/", tabs.company, name="prospect_societe"),
    path("prospects/<int:pk>/suivi/", tabs.follow_up, name="prospect_suivi"),
    path("prospects/<int:pk>/contacts/", contacts.index, name="prospect_contacts"),
    path("prospects/<int:pk>/contacts/nouveau/", contacts.new, name="contact_new"),
    path("prospects/<int:pk>/contacts/<int:contact>/", contacts.edit, name="contact"),
    path("prospects/<int:pk>/contacts/<int:contact>/favori/", contacts.favourite, name="contact_favourite"),
    path("prospects/<int:pk>/contacts/<int:contact>/suppression/", contacts.deletion, name="contact_deletion"),
    path("prospects/<int:pk>/adresse/", tabs.address, name="prospect_adresse"),
    path("prospects/<int:pk>/actions/", tasks.index, name="prospect_actions"),
    path("prospects/<int:pk>/pieces/", pieces.index, name="prospect_pieces"),
    path("prospects/<int:pk>/pieces/<uuid:stored>/", pieces.piece, name="prospect_piece"),
    path("prospects/<int:pk>/pieces/<uuid:stored>/suppression/", pieces.deletion, name="prospect_piece_deletion"),
    path("prospects/<int:pk>/recommandation/", tabs.recommendation, name="prospect_recommandation"),
    path("prospects/<int:pk>/etape/", board.step, name="prospect_step"),
    path("prospects/<int:pk>/demarrage/", starting.start, name="prospect_start"),
    path("prospects/<int:pk>/lien/", starting.link, name="prospect_link"),
    path("prospects/<int:pk>/lien/fin/", starting.end_link, name="prospect_link_end"),
    path("prospects/<int:pk>/reprise/", starting.reopen, name="prospect_reopening"),
]
