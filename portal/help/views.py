"""Help, and the pages the law asks for."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access.decorators import public
from portal.core.plugs import retention
from portal.help import articles

LONGEST_SEARCH = 80


@public("how to log in must be readable before one can")
@require_safe
def index(request):
    """`Aide`: the articles for this reader, by section, or those that answer a search."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    sections = articles.sections_for(request.user, words)
    return render(request, "help/index.html", {"words": words, "sections": sections})


@public("some articles are for those who cannot log in; the others ask for a login here")
@require_safe
def article(request, slug):
    """One article; one for an account asks a visitor to log in, one for another role does not exist."""
    found = articles.find(slug)
    if found and not found.is_for(request.user) and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not found or not found.is_for(request.user):
        raise Http404
    return render(request, "help/article.html", {"article": found, "body": found.body()})


@public("legal notice: the law asks that anybody can read who publishes the portal (LCEN, article 1-1)")
@require_safe
def legal(request):
    return _notice(request, "help/legal/notice.html")


@public("what is done with personal data: clients read it too (GDPR, articles 13 and 14)")
@require_safe
def privacy(request):
    return _notice(request, "help/legal/privacy.html", retention=retention.rules())


@public("accessibility statement")
@require_safe
def accessibility(request):
    return _notice(request, "help/legal/accessibility.html")


def _notice(request, template, **more):
    context = {
        "seller": settings.SELLER,
        "hosting": settings.HOSTING,
        "privacy_email": settings.PRIVACY_EMAIL,
        "address": settings.PUBLIC_BASE_URL,
    }
    return render(request, template, context | more)
