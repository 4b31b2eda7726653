from django.urls import path

from crm.signatories import views

urlpatterns = [
    path("clients/<int:pk>/signataires/nouveau/", views.new, name="signatory_new"),
    path("clients/<int:pk>/signataires/<int:signatory_pk>/lien/", views.link, name="signatory_link"),
    path("clients/<int:pk>/signataires/<int:signatory_pk>/mobile/", views.mobile, name="signatory_mobile"),
    path("clients/<int:pk>/signataires/<int:signatory_pk>/retrait/", views.removal, name="signatory_removal"),
    path("clients/<int:pk>/signataires/<int:signatory_pk>/<slug:step>/", views.edit, name="signatory"),
]
