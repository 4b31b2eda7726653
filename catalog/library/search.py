"""Documents in the global search."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.library.enums import State
from catalog.library.models import Document
from portal.access.permissions import Permission
from portal.core.plugs.search import Hit, SearchSource


def search_documents(user, words: str, limit: int) -> list[Hit]:
    """Return the newest documents in the scope of `user` that match; one query."""
    found = Document.objects.visible_to(user).matching(words).select_related("category")
    return [_hit(document) for document in found.order_by("-published_at", "-pk")[:limit]]


def _hit(document: Document) -> Hit:
    online = document.state == State.CURRENT
    return Hit(
        title=document.title,
        url=document.get_absolute_url(),
        subtitle=document.category.name,
        status_label="" if online else str(document.status_label),
        status_tone=document.status_tone,
    )


DOCUMENTS = SearchSource(
    name="documents",
    label=_("Documents"),
    icon="folder",
    search=search_documents,
    rights=(Permission.DOCUMENTS_VIEW,),
    order=40,
    all_url=lambda words: f"{reverse('catalog:documents')}?{urlencode({'q': words})}",
)
