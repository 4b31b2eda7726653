from string import hexdigits

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from portal.administration.pages import SubjectAdmin
from portal.documents.models import StoredFile

SHORTEST_DIGEST = 8


@admin.register(StoredFile)
class StoredFileAdmin(SubjectAdmin):
    """Read-only: actions store and remove files, people never do it by hand."""

    list_display = ("name", "kind", "shown_size", "about", "created_at", "sealed_at")
    list_filter = (("sealed_at", admin.EmptyFieldListFilter),)
    search_fields = ("sha256__startswith",)
    search_help_text = _("Le début de son empreinte SHA-256, huit caractères au moins.")
    ordering = ("-created_at", "-pk")
    sortable_by = ()
    fields = ("name", "kind", "content_type", "shown_size", "sha256", "about", "created_at", "created_by", "sealed_at")

    @admin.display(description=_("taille"))
    def shown_size(self, stored: StoredFile) -> str:
        return filesizeformat(stored.size)

    def get_search_results(self, request, queryset, search_term):
        """Search by digest, which an index answers at any size; the contract leads to its files otherwise."""
        digest = search_term.strip().lower()
        if not digest:
            return queryset, False
        is_one = len(digest) >= SHORTEST_DIGEST and set(digest) <= set(hexdigits)
        return (queryset.filter(sha256__startswith=digest) if is_one else queryset.none()), False
