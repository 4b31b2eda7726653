from django.urls import path

from crm.financing.listing import INVOICES
from crm.financing.views import invoices, overview, supplier
from portal.exchange.lists import list_urls

urlpatterns = [
    path("affacturage/", overview.index, name="factoring"),
    *list_urls(INVOICES),
    path("affacturage/factures/nouvelle/", supplier.new, name="invoice_new"),
    path("affacturage/factures/nouvelle/<int:pk>/", supplier.draft, name="invoice_draft"),
    path("affacturage/factures/<int:pk>/", invoices.detail, name="factored_invoice"),
    path("affacturage/factures/<int:pk>/document/", invoices.document, name="invoice_document"),
    path("affacturage/factures/<int:pk>/approbation/", invoices.approval, name="invoice_approval"),
    path("affacturage/factures/<int:pk>/rejet/", invoices.rejection, name="invoice_rejection"),
    path("affacturage/factures/<int:pk>/retrait/", invoices.release, name="invoice_release"),
    path("affacturage/factures/<int:pk>/litige/", invoices.dispute, name="invoice_dispute"),
    path("affacturage/factures/<int:pk>/litige/fin/", invoices.resumption, name="invoice_resumption"),
    path("affacturage/factures/<int:pk>/avoir/", supplier.credit, name="invoice_credit"),
    path("affacturage/factures/<int:pk>/date/", supplier.payment_date, name="invoice_payment_date"),
    path("affacturage/propositions/<int:pk>/", supplier.quote, name="quote"),
]
