from django.urls import path

from subscriptions.renewal import views

urlpatterns = [
    path("portefeuille/<int:pk>/", views.client, name="portfolio_client"),
    path("portefeuille/<int:pk>/renouvellement/", views.turn_on, name="portfolio_renewal"),
    path("portefeuille/<int:pk>/renouvellement/arret/", views.stop, name="portfolio_renewal_stop"),
    path("portefeuille/<int:pk>/renouvellement/reprise/", views.resume, name="portfolio_renewal_resumption"),
    path("portefeuille/<int:pk>/resiliation/", views.end, name="portfolio_end"),
    path("mon-espace/renouvellement/", views.turn_on, name="own_renewal"),
    path("mon-espace/renouvellement/arret/", views.stop, name="own_renewal_stop"),
    path("mon-espace/renouvellement/reprise/", views.resume, name="own_renewal_resumption"),
    path("mon-espace/resiliation/", views.end, name="own_end"),
]
