from django.urls import path

from portal.exchange.lists import list_urls
from portal.people import hub, inviting, steps, views
from portal.people.listing import PEOPLE

app_name = "people"

urlpatterns = [
    path("administration/", hub.index, name="hub"),
    *list_urls(PEOPLE),
    path("comptes/nouveau/", views.new, name="new"),
    path("comptes/invitations/", inviting.page, name="invitations"),
    path("comptes/droits/", views.matrix, name="rights"),
    path("comptes/<int:pk>/", views.person, name="person"),
    path("comptes/<int:pk>/modification/", views.edit, name="edit"),
    path("comptes/<int:pk>/droits/", views.rights, name="person_rights"),
    path("comptes/<int:pk>/invitation/", steps.invitation, name="invitation"),
    path("comptes/<int:pk>/desactivation/", steps.closing, name="closing"),
    path("comptes/<int:pk>/reactivation/", steps.opening, name="opening"),
    path("comptes/<int:pk>/second-facteur/", steps.second_factor_removal, name="second_factor"),
    path("comptes/<int:pk>/depart/", steps.departure, name="departure"),
]
