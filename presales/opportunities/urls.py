from django.urls import path

from portal.exchange.lists import list_urls
from presales.opportunities import moving, views
from presales.opportunities.listing import OPPORTUNITIES

urlpatterns = [
    *list_urls(OPPORTUNITIES),
    path("opportunites/tableau/", moving.index, name="opportunity_board"),
    path("opportunites/<int:pk>/etape/", moving.stage, name="opportunity_stage"),
    path("opportunites/nouvelle/", views.new, name="opportunity_new"),
    path("opportunites/<int:pk>/", views.detail, name="opportunity"),
    path("opportunites/<int:pk>/modification/", views.edit, name="opportunity_edit"),
    path("opportunites/<int:pk>/client/", views.client, name="opportunity_client"),
]
