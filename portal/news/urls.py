from django.urls import path

from portal.exchange.lists import list_urls
from portal.news import views, writing
from portal.news.listing import WRITING

app_name = "news"

WRITTEN = "actualites/redaction/<int:pk>/"

urlpatterns = [
    *list_urls(WRITING),
    path("actualites/redaction/nouvelle/", writing.new, name="new"),
    path("actualites/redaction/apercu/", writing.preview, name="preview"),
    path(WRITTEN, writing.sheet, name="sheet"),
    path(f"{WRITTEN}modification/", writing.edit, name="edit"),
    path(f"{WRITTEN}apercu/", writing.preview_of, name="preview_of"),
    path(f"{WRITTEN}publication/", writing.publication, name="publication"),
    path(f"{WRITTEN}programmation/", writing.schedule, name="schedule"),
    path(f"{WRITTEN}retrait/", writing.withdrawal, name="withdrawal"),
    path(f"{WRITTEN}images/nouvelle/", writing.new_picture, name="new_picture"),
    path(f"{WRITTEN}images/<int:picture>/suppression/", writing.picture_removal, name="picture_removal"),
    path("actualites/", views.index, name="list"),
    path("actualites/<int:pk>/", views.article, name="article"),
    path("actualites/<int:pk>/images/<int:picture>/", views.picture, name="picture"),
]
