"""Next actions in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.tasks.models import Task
from portal.administration.filters import AgencyFilter, OwnerFilter
from portal.administration.pages import ReadingAdmin


@admin.register(Task)
class TaskAdmin(ReadingAdmin):
    list_display = ["title", "client", "kind", "due_at", "state", "owner"]
    list_filter = ["kind", AgencyFilter, OwnerFilter]
    list_select_related = ["client", "owner"]
    search_fields = ["search_text"]
    search_help_text = _("Intitulé, lieu, client.")
    ordering = ["-due_at", "-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["title", "kind", "client", "place"]}),
        (_("Suivi"), {"fields": ["owner", "agency", "due_at", "done_at", "outcome", "created_at"]}),
    ]
    names = {"created_at": _("créée le"), "agency": _("agence")}

    def get_queryset(self, request):
        return Task.objects.visible_to(request.user).select_related("client", "owner", "agency")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=_("état"))
    def state(self, task) -> str:
        return task.status_label
