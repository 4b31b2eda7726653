from django.urls import path

from catalog.offer import views

urlpatterns = [
    path("catalogue/", views.catalogue_home, name="catalogue_home"),
    path("offre/", views.offer_home, name="offer_home"),
    path("catalogue/<slug:slug>/", views.catalogue, name="catalogue"),
    path("catalogue/<slug:slug>/<int:pk>/", views.sheet, name="sheet"),
    path("catalogue/partenaires/<int:pk>/logo/", views.logo, name="partner_logo"),
    path("offre/<slug:slug>/", views.offer, name="offer"),
    path("offre/<slug:slug>/nouveau/", views.new, name="offer_new"),
    path("offre/<slug:slug>/<int:pk>/", views.edit, name="offer_edit"),
    path("offre/<slug:slug>/<int:pk>/versions/", views.history, name="offer_history"),
    path("offre/<slug:slug>/<int:pk>/retrait/", views.retirement, name="offer_retirement"),
    path("offre/<slug:slug>/<int:pk>/remise-en-vente/", views.restoration, name="offer_restoration"),
    path("offre/<slug:slug>/<int:pk>/suppression/", views.deletion, name="offer_deletion"),
    path("offre/<slug:slug>/<int:pk>/programmation/annulation/", views.unscheduling, name="offer_unscheduling"),
]
