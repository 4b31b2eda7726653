from django.urls import path

from crm.onboarding import views

urlpatterns = [
    path("clients/<int:pk>/inscription/", views.invite, name="onboarding_invite"),
    path("clients/<int:pk>/inscription/lien/", views.renewal, name="onboarding_renew"),
]
