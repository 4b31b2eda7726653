from django.urls import path

from contracts.evidence import views
from contracts.sales.addresses import CONTRACT

urlpatterns = [
    path(f"{CONTRACT}dossier-de-preuve/", views.proof, name="proof"),
    path(f"{CONTRACT}verification/", views.check, name="evidence_check"),
    path("verifier/", views.verification, name="verification"),
]
