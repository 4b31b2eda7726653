from django.urls import path

from presales.opportunities import linking, views

urlpatterns = [
    path("opportunites/", views.index, name="opportunities"),
    path("opportunites/suggestions/", views.suggestions, name="opportunity_suggestions"),
    path("opportunites/export/", views.export, name="opportunity_export"),
    path("opportunites/nouvelle/", views.new, name="opportunity_new"),
    path("opportunites/<int:pk>/", views.detail, name="opportunity"),
    path("opportunites/<int:pk>/modification/", views.edit, name="opportunity_edit"),
    path("opportunites/<int:pk>/client/", linking.client, name="opportunity_client"),
]
