from django.urls import path

from crm.suppliers.views import bank, buyer

urlpatterns = [
    path("affacturage/fournisseurs/", buyer.index, name="suppliers"),
    path("affacturage/fournisseurs/nouveau/", buyer.new, name="supplier_new"),
    path("affacturage/fournisseurs/<int:pk>/lien/", buyer.again, name="supplier_again"),
    path("affacturage/fournisseurs/<int:pk>/retrait/", buyer.removal, name="supplier_removal"),
    path("affacturage/iban/", bank.own, name="supplier_bank"),
    path("affacturage/iban/changements/", bank.index, name="bank_changes"),
    path("affacturage/iban/changements/<int:pk>/", bank.change, name="bank_change"),
    path("affacturage/iban/changements/<int:pk>/confirmation/", bank.confirmation, name="bank_confirmation"),
    path("affacturage/iban/changements/<int:pk>/refus/", bank.refusal, name="bank_refusal"),
]
