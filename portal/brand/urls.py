from django.urls import path

from portal.brand import views

app_name = "brand"

urlpatterns = [
    path("marque/", views.edit, name="edit"),
    path("marque/apercu/", views.preview, name="preview"),
    path("marque/apercu/<str:colour>.css", views.tried_sheet, name="tried_sheet"),
    path("marque/<int:version>/couleurs.css", views.sheet, name="sheet"),
    path("marque/<int:version>/icone.svg", views.icon, name="icon"),
    path("marque/<int:version>/logo", views.logo, name="logo"),
]
