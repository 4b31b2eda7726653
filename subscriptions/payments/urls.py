from django.urls import path

from subscriptions.payments import webhooks
from subscriptions.payments.views import cards, paying

urlpatterns = [
    path("paiement/<uuid:pk>/", paying.payment, name="payment"),
    path("paiement/<uuid:pk>/authentification/", paying.authentication, name="payment_authentication"),
    path("cartes/", cards.cards, name="cards"),
    path("cartes/ajouter/", cards.give, name="card_new"),
    path("cartes/<int:pk>/remplacer/", cards.give, name="card_replacement"),
    path("cartes/<int:pk>/retirer/", cards.removal, name="card_removal"),
    path("cartes/enregistrement/<uuid:pk>/", cards.setup, name="card_setup"),
    path("webhooks/stripe/", webhooks.stripe_events, name="stripe_events"),
]
