from django.urls import path

from crm.payouts import views

urlpatterns = [
    path("affacturage/paiements/", views.index, name="payouts"),
    path("affacturage/paiements/<int:pk>/", views.detail, name="payout_file"),
    path("affacturage/paiements/<int:pk>/fichier/", views.download, name="payout_download"),
    path("affacturage/paiements/<int:pk>/execution/", views.execution, name="payout_execution"),
    path("affacturage/paiements/<int:pk>/annulation/", views.cancellation, name="payout_cancellation"),
    path("affacturage/factures/<int:pk>/remboursement/", views.repayment, name="invoice_repayment"),
]
