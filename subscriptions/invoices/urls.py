from django.urls import path

from portal.exchange.lists import list_urls
from subscriptions.invoices import views
from subscriptions.invoices.listing import INVOICES

urlpatterns = [
    *list_urls(INVOICES),
    path("factures/<int:pk>/", views.invoice, name="invoice"),
    path("factures/<int:pk>/pdf/", views.pdf, name="invoice_pdf"),
    path("factures/<int:pk>/avoir/", views.credit, name="invoice_credit"),
]
