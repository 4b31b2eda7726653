from django.urls import path

from presales.opportunities import views

urlpatterns = [
    path("opportunites/", views.index, name="opportunities"),
    path("opportunites/suggestions/", views.suggestions, name="opportunity_suggestions"),
    path("opportunites/nouvelle/", views.new, name="opportunity_new"),
    path("opportunites/<int:pk>/", views.detail, name="opportunity"),
    path("opportunites/<int:pk>/modification/", views.edit, name="opportunity_edit"),
]
