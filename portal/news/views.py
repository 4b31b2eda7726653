"""`Actualités`: the list, one piece of news, its pictures."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.core.paging import page
from portal.documents.serving import serve
from portal.news import queries
from portal.news.actions import note_reading
from portal.news.forms import NewsFilter
from portal.news.markup import as_html
from portal.news.models import News

PAGE_SIZE = 12


@requires()
@require_safe
def index(request):
    """The newest first, unread ones marked (D14)."""
    filters = NewsFilter(request.GET)
    wanted = filters.wanted()
    found = queries.list_for(request.user)
    if words := wanted.get("q"):
        found = found.matching(words)
    if "afficher" in wanted:
        found = found.unread_by(request.user)
    listed = page(found, key="publish_at", cursor=request.GET.get("suite", "")[:200], size=PAGE_SIZE)
    return render(request, "news/list.html", {"filters": filters, "filtered": bool(wanted), "page": listed})


@requires()
@require_safe
def article(request, pk):
    """`Lire la suite`: opening it marks it as read. Those who write see drafts as their readers will."""
    news = get_object_or_404(News.objects.visible_to(request.user).select_related("author"), pk=pk)
    if request.method == "GET":
        note_reading(news=news, user=request.user)
    pictures = list(news.pictures.select_related("file"))
    context = {"news": news, "body": as_html(news.body), "cover": pictures[:1], "pictures": pictures[1:]}
    return render(request, "news/article.html", context)


@requires()
@require_safe
def picture(request, pk, picture):
    """A picture, for whoever may read what it belongs to."""
    news = get_object_or_404(News.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(news.pictures.select_related("file"), pk=picture)
    return serve(request, found.file, inline=True)
