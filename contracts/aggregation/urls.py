from django.urls import path

from contracts.aggregation import views
from contracts.aggregation.listing import CONTRACTS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(CONTRACTS),
    path("agregation/<int:pk>/", views.detail, name="partner_contract"),
    path("agregation/<int:pk>/rattachement/", views.attachment, name="partner_contract_attachment"),
    path("agregation/<int:pk>/detachement/", views.detachment, name="partner_contract_detachment"),
    path("clients/<int:pk>/agregation/", views.client_tab, name="client_aggregation"),
    path("clients/<int:pk>/references/nouvelle/", views.new_reference, name="new_reference"),
    path("clients/<int:pk>/references/<int:reference>/retrait/", views.reference_removal, name="reference_removal"),
]
