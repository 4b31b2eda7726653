from django.urls import path

from portal.news import views

app_name = "news"

urlpatterns = [
    path("actualites/", views.index, name="list"),
    path("actualites/<int:pk>/", views.article, name="article"),
    path("actualites/<int:pk>/images/<int:picture>/", views.picture, name="picture"),
]
