from django.urls import path

from crm.envelopes import views
from crm.envelopes.listing import ENVELOPES
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(ENVELOPES),
    path("affacturage/demande/", views.ask, name="envelope_ask"),
    path("affacturage/enveloppes/<int:pk>/", views.detail, name="envelope"),
    path("affacturage/enveloppes/<int:pk>/conditions/", views.terms, name="envelope_terms"),
    path("affacturage/enveloppes/<int:pk>/refus/", views.refusal, name="envelope_refusal"),
    path("affacturage/enveloppes/<int:pk>/suspension/", views.suspension, name="envelope_suspension"),
    path("affacturage/enveloppes/<int:pk>/reprise/", views.resumption, name="envelope_resumption"),
]
