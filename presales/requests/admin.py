"""Requests in the administration: read, searched, and assigned by the same action as in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.administration.filters import OrganisationFilter, person_filter
from portal.administration.pages import ReasonForm
from portal.administration.steps import RecordAdmin, ShownInline, Step
from presales.meetings import queries as meetings
from presales.meetings.forms import PersonField
from presales.meetings.models import Slot
from presales.requests.actions import handing
from presales.requests.enums import Status
from presales.requests.models import PresalesRequest, Question


class SlotInline(ShownInline):
    model = Slot
    fields = readonly_fields = ["round", "start", "end", "expert", "state", "held_until"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("expert")


class QuestionInline(ShownInline):
    model = Question
    fields = readonly_fields = ["text", "asked_by", "asked_at", "answer", "answered_by", "answered_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("asked_by", "answered_by")


class AssignmentForm(ReasonForm):
    """Colleague and reason."""

    field_order = ["to", "reason"]
    to = PersonField(label=_("Intervenant"), queryset=None, empty_label=_("Choisissez…"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = meetings.experts()


ASSIGNMENT = Step(
    _("Confier des demandes à un intervenant"),
    _("L’intervenant les suit désormais, les dates déjà proposées restent. Chacun est prévenu."),
    lambda request, **given: handing.assign(request=request, **given),
    lambda number: ngettext("%(done)d demande confiée.", "%(done)d demandes confiées.", number) % {"done": number},
    AssignmentForm,
)


@admin.register(PresalesRequest)
class PresalesRequestAdmin(RecordAdmin):
    page_right = Permission.OPPORTUNITIES
    list_display = [
        "numbered",
        "title",
        "status",
        "mode",
        "requester",
        "organisation",
        "handler",
        "created_at",
        "due_at",
    ]
    list_filter = [
        "status",
        "mode",
        ("created_at", admin.DateFieldListFilter),
        OrganisationFilter,
        person_filter(_("demandée par"), "demandeur", "requester"),
        person_filter(_("suivie par"), "suivie", "handler"),
    ]
    list_select_related = ["opportunity", "requester", "organisation", "handler"]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, opportunité, société, lieu, demandeur.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at"]  # the one that has an index
    inlines = [SlotInline, QuestionInline]
    steps = {"assign_selected": ASSIGNMENT}
    actions = list(steps)
    fieldsets = [
        (None, {"fields": ["numbered", "status", "opportunity", "description", "mode", "place", "wished_on"]}),
        (_("Personnes"), {"fields": ["requester", "organisation", "handler", "wished_presenter"]}),
        (_("Suivi"), {"fields": ["created_at", "submitted_at", "due_at", "round", "expectations", "video_link"]}),
    ]

    def get_queryset(self, request):
        """Leave out drafts, which only their author sees."""
        return PresalesRequest.objects.exclude(status=Status.DRAFT)

    def line(self, row) -> str:
        return f"{row.number} · {row.opportunity.title} · {row.status_label}"

    @admin.display(description=_("numéro"), ordering="pk")
    def numbered(self, row) -> str:
        return row.number

    @admin.display(description=_("opportunité"))
    def title(self, row) -> str:
        return row.opportunity.title

    # --- what is done --------------------------------------------------------------------------

    def has_assign_permission(self, request) -> bool:
        return request.user.has_right(Permission.PRESALES_ASSIGN)

    @admin.action(description=_("Confier à un intervenant…"), permissions=["assign"])
    def assign_selected(self, request, queryset):
        return self.take(request, queryset, "assign_selected")
