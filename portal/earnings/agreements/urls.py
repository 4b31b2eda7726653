from django.urls import path

from portal.earnings.agreements import views
from portal.earnings.agreements.listing import AGREEMENTS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(AGREEMENTS),
    path("remuneration/accords/nouveau/", views.new, name="agreement_new"),
    path("remuneration/accords/<int:pk>/", views.detail, name="agreement"),
    path("remuneration/accords/<int:pk>/modification/", views.edit, name="agreement_edit"),
    path("remuneration/accords/<int:pk>/bareme/<slug:kind>/", views.terms, name="agreement_terms"),
    path("remuneration/accords/<int:pk>/nouvelle-version/", views.succession, name="agreement_succession"),
]
