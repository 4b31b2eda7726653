from django.urls import include, path

app_name = "earnings"
urlpatterns = [
    path("", include("portal.earnings.lines.urls")),
    path("", include("portal.earnings.agreements.urls")),
    path("", include("portal.earnings.objectives.urls")),
    path("", include("portal.earnings.statements.urls")),
]
