from django.urls import path

from crm.companies import views

urlpatterns = [path("suggestions/societes/", views.suggestions, name="company_suggestions")]
