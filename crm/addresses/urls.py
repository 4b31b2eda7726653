from django.urls import path

from crm.addresses import views

urlpatterns = [path("suggestions/adresses/", views.suggestions, name="address_suggestions")]
