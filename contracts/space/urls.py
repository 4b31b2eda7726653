from django.urls import path

from contracts.space import views

urlpatterns = [
    path("mes-contrats/", views.contracts, name="own_list"),
    path("mes-documents/", views.documents, name="own_documents"),
    path("contrats/<number:number>/lecture/", views.reading, name="reading"),
    path("contrats/<number:number>/signer/", views.signature, name="own_signature"),
    path("contrats/<number:number>/signer/code/", views.code, name="own_code"),
]
