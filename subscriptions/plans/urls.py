from django.urls import path

from subscriptions.plans.views import buying, editing

urlpatterns = [
    path("portefeuille/<int:pk>/abonnement/", buying.choose, name="portfolio_plans"),
    path("portefeuille/<int:pk>/abonnement/<int:plan>/<int:months>/", buying.buy, name="portfolio_buy"),
    path("mon-espace/abonnement/", buying.choose, name="own_plans"),
    path("mon-espace/abonnement/<int:plan>/<int:months>/", buying.buy, name="own_buy"),
    path("abonnements/<int:pk>/", buying.subscription, name="subscription"),
    path("abonnements/achats/<int:pk>/", buying.purchase, name="purchase"),
    path("abonnements/plans/", editing.plans, name="plans"),
    path("abonnements/plans/nouveau/", editing.new, name="plan_new"),
    path("abonnements/plans/<int:pk>/", editing.plan, name="plan"),
    path("abonnements/plans/<int:pk>/prix/", editing.price, name="plan_price"),
    path("abonnements/plans/<int:pk>/retrait/", editing.retirement, name="plan_retirement"),
    path("abonnements/plans/<int:pk>/retour/", editing.restoration, name="plan_restoration"),
]
