from django.urls import path

from portal.earnings.statements import views
from portal.earnings.statements.listing import STATEMENTS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(STATEMENTS),
    path("remuneration/releves/<int:pk>/", views.detail, name="statement"),
    path("remuneration/releves/<int:pk>/pdf/", views.document, name="statement_document"),
    path("remuneration/releves/<int:pk>/approbation/", views.approval, name="statement_approval"),
    path("remuneration/releves/<int:pk>/paiement/", views.payment, name="statement_payment"),
]
