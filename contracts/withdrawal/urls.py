from django.urls import path

from contracts.withdrawal import views

urlpatterns = [
    path("retractation/", views.start, name="withdrawal_start"),
    path("retractation/confirmation/", views.confirmation, name="withdrawal_confirmation"),
]
