from django.urls import path

from subscriptions.payments import views, webhooks

urlpatterns = [
    path("paiement/<uuid:pk>/", views.payment, name="payment"),
    path("paiement/<uuid:pk>/authentification/", views.authentication, name="payment_authentication"),
    path("cartes/", views.cards, name="card"),
    path("webhooks/stripe/", webhooks.stripe_events, name="stripe_events"),
]
