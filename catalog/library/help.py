"""Help about documents."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import START, Article

ARTICLE = Article(
    slug="documents",
    title=_("Trouver, lire et publier des documents"),
    summary=_("Plaquettes, tarifs, argumentaires, modèles : ce que vous pouvez montrer aujourd’hui."),
    section=START,
    template="documents.html",
    keywords=_("brochure pdf télécharger fichier version"),
    right=Permission.DOCUMENTS_VIEW,
    pages=("catalog:documents", "catalog:document", "catalog:document_new", "catalog:document_version"),
    order=20,
    context=lambda: {"new_days": settings.LIBRARY_NEW_DAYS, "megabytes": settings.LIBRARY_MAX_MEGABYTES},
)
