"""Who looked at identity documents, in the administration."""

from django.contrib import admin

from crm.review.models import AccessLog
from portal.administration.pages import ReadingAdmin


@admin.register(AccessLog)
class AccessLogAdmin(ReadingAdmin):
    list_display = ["at", "by", "kind", "purpose", "note", "onboarding"]
    list_filter = ["purpose"]
    list_select_related = ["by", "onboarding__client"]
    ordering = ["-at", "-pk"]
    sortable_by = []
    fieldsets = [(None, {"fields": ["onboarding", "kind", "by", "at", "purpose", "note"]})]

    def get_queryset(self, request):
        return AccessLog.objects.visible_to(request.user).select_related("by", "onboarding__client")
