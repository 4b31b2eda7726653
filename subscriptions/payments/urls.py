from django.urls import path

from subscriptions.payments import views

urlpatterns = [
    path("paiement/<uuid:pk>/", views.payment, name="payment"),
    path("paiement/<uuid:pk>/authentification/", views.authentication, name="payment_authentication"),
]
