from django.urls import path

from contracts.withdrawal import views

urlpatterns = [
    path("contrats/<number:number>/renoncer/", views.own, name="own_withdrawal"),
    path("retractation/", views.start, name="withdrawal_start"),
    path("retractation/confirmation/", views.confirmation, name="withdrawal_confirmation"),
]
