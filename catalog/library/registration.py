"""What the library tells the apps below: its menu entry, the sentences of its history."""

from django.utils.translation import gettext_lazy as _

from catalog.library.help import ARTICLE
from catalog.library.search import DOCUMENTS
from catalog.library.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.audit.history import register_sentences
from portal.core import search
from portal.core.menu import MenuEntry, register
from portal.help import articles


def register_all() -> None:
    register_sentences(SENTENCES)
    articles.register(ARTICLE)
    search.register(DOCUMENTS)
    register(MenuEntry(_("Documents"), "catalog:documents", "folder", Permission.DOCUMENTS_VIEW, 35, "/documents/"))
