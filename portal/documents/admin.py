from django.contrib import admin

from portal.documents.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """Read-only: a file is made and removed by the action of its owner, never by hand."""

    list_display = ("name", "kind", "content_type", "size", "about_type", "about_id", "created_at", "sealed_at")
    list_filter = ("kind", "content_type", "about_type")
    search_fields = ("name__icontains", "sha256__startswith", "about_id__exact")
    date_hierarchy = "created_at"
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
