"""Requests in the administration: read, found, and given to a colleague through the same door as in the portal."""

from django.contrib import admin, messages
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.accounts.admin_filters import OrganisationFilter, OwnerFilter
from portal.audit.administration import MOST_AT_ONCE, ReasonForm
from portal.audit.transitions import Refused
from presales.opportunities.admin import PresalesAdmin
from presales.requests import queries
from presales.requests.actions import handing
from presales.requests.enums import Status
from presales.requests.forms import PersonField
from presales.requests.models import PresalesRequest, Question, Slot


class RequesterFilter(OwnerFilter):
    title = _("demandée par")
    parameter_name = "demandeur"
    column = "requester"


class HandlerFilter(OwnerFilter):
    title = _("suivie par")
    parameter_name = "suivie"
    column = "handler"


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class SlotInline(ReadOnlyInline):
    model = Slot
    fields = readonly_fields = ["round", "start", "end", "expert", "state", "held_until"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("expert")


class QuestionInline(ReadOnlyInline):
    model = Question
    fields = readonly_fields = ["text", "asked_by", "asked_at", "answer", "answered_by", "answered_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("asked_by", "answered_by")


class AssignmentForm(ReasonForm):
    """To whom, and why."""

    field_order = ["to", "reason"]
    to = PersonField(label=_("Intervenant"), queryset=None, empty_label=_("Choisissez…"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.experts()


@admin.register(PresalesRequest)
class PresalesRequestAdmin(PresalesAdmin):
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
        RequesterFilter,
        HandlerFilter,
    ]
    list_select_related = ["opportunity", "requester", "organisation", "handler"]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, opportunité, société, lieu, demandeur.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at"]  # the one that has an index
    inlines = [SlotInline, QuestionInline]
    actions = ["assign_selected"]
    fieldsets = [
        (None, {"fields": ["numbered", "status", "opportunity", "description", "mode", "place", "wished_on"]}),
        (_("Personnes"), {"fields": ["requester", "organisation", "handler", "wished_presenter"]}),
        (_("Suivi"), {"fields": ["created_at", "submitted_at", "due_at", "round", "expectations"]}),
    ]

    def get_queryset(self, request):
        """What was submitted: a draft is its author's."""
        return PresalesRequest.objects.exclude(status=Status.DRAFT)

    @admin.display(description=_("numéro"), ordering="pk")
    def numbered(self, row) -> str:
        return row.number

    @admin.display(description=_("opportunité"))
    def title(self, row) -> str:
        return row.opportunity.title

    # --- what is done --------------------------------------------------------------------------

    def has_assign_permission(self, request) -> bool:
        return request.user.role == Role.BACK_OFFICE

    @admin.action(description=_("Confier à un intervenant…"), permissions=["assign"])
    def assign_selected(self, request, queryset):
        chosen = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            text = gettext("Choisissez au plus %(most)d demandes à la fois.") % {"most": MOST_AT_ONCE}
            self.message_user(request, text, messages.WARNING)
            return None
        form = AssignmentForm(request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            self._assign(request, chosen, **form.cleaned_data)
            return None
        return self.confirmation(
            request,
            chosen,
            action="assign_selected",
            title=_("Confier des demandes à un intervenant"),
            explanation=_("L’intervenant les suit désormais, les dates déjà proposées restent. Chacun est prévenu."),
            form=form,
            lines=[f"{row.number} · {row.opportunity.title} · {row.status_label}" for row in chosen],
        )

    def _assign(self, request, chosen: list[PresalesRequest], *, to, reason: str) -> None:
        done = 0
        for row in chosen:
            try:
                handing.assign(request=row, to=to, by=request.user, reason=reason)
                done += 1
            except Refused as refusal:
                told = gettext("%(label)s : %(value)s") % {"label": row.number, "value": refusal.sentence}
                self.message_user(request, told, messages.WARNING)
        if done:
            text = ngettext("%(done)d demande confiée.", "%(done)d demandes confiées.", done)
            self.message_user(request, text % {"done": done}, messages.SUCCESS)
