"""Drives in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.drive.models import Node
from portal.administration.pages import ReadingAdmin


@admin.register(Node)
class NodeAdmin(ReadingAdmin):
    list_display = ["name", "client", "kind", "size", "number", "sealed", "changed_at"]
    list_filter = ["kind", "sealed"]
    list_select_related = ["client"]
    search_fields = ["sort_name"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "name", "kind", "sealed", "size", "number"]}),
        (_("Dates"), {"fields": ["created_at", "changed_at", "changed_by", "binned_at", "binned_by"]}),
    ]

    def get_queryset(self, request):
        return Node.objects.visible_to(request.user).select_related("client")
