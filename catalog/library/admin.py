"""The library in the administration: the same form, the same actions as in the portal."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from catalog.library import actions
from catalog.library.enums import State
from catalog.library.forms import NewDocumentForm, SheetForm
from catalog.library.models import Document, DocumentCategory, Replacement
from portal.administration.pages import DeskAdmin
from portal.records.admin import RecordFormAdmin
from portal.records.forms import CheckedForm


@admin.register(DocumentCategory)
class DocumentCategoryAdmin(DeskAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    search_fields = ["name"]


class StateFilter(admin.SimpleListFilter):
    title = _("état")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in State else queryset


class ReplacementInline(admin.TabularInline):
    model = Replacement
    extra = 0
    can_delete = False
    readonly_fields = ["version", "file", "replaced_at", "replaced_by"]

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class CheckedSheetForm(CheckedForm, SheetForm):
    """The sheet, refused when it changed meanwhile."""


@admin.register(Document)
class DocumentAdmin(RecordFormAdmin, DeskAdmin):
    """A document is published and changed here as in the portal; its file is replaced there."""

    list_display = ["title", "category", "state_label", "valid_from", "valid_until", "version", "published_at"]
    list_filter = [StateFilter, "category"]
    search_fields = ["search_text"]
    list_select_related = ["category", "file"]
    keeps_own_history = True
    actions = ["withdraw_selected", "restore_selected"]
    inlines = [ReplacementInline]

    def add_view(self, request, form_url="", extra_context=None):
        """What is right is published before Django opens the transaction in which it reads forms, so that no lock
        waits until a file was stored; what is not is shown again by Django."""
        made = self._published(request) if request.method == "POST" and self.has_add_permission(request) else None
        if made is None:
            return super().add_view(request, form_url, extra_context)
        return self.response_add(request, made)

    def _published(self, request) -> Document | None:
        form = self.get_form(request)(request.POST, request.FILES)
        if not form.is_valid():
            return None
        values = form.cleaned_data
        made = actions.publish(values=values, upload=values["upload"], key=values["key"], by=request.user)
        self.log_addition(request, made, self.construct_change_message(request, form, [], add=True))
        return made

    @admin.display(description=_("état"))
    def state_label(self, document):
        return document.state.label

    def get_form(self, request, obj=None, change=False, **options):
        options["form"] = CheckedSheetForm if obj else NewDocumentForm
        return super().get_form(request, obj, change=change, **options)

    def get_fields(self, request, obj=None):
        sheet = ["title", "category", "description", ("valid_from", "valid_until"), "roles", "organisations"]
        return [*sheet, "version"] if obj else ["upload", *sheet, "key"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_model(self, request, obj, form, change) -> None:
        values = form.cleaned_data
        if change:
            actions.change(document=obj, values=values, version=form.seen_version, by=request.user)
            return
        made = actions.publish(values=values, upload=values["upload"], key=values["key"], by=request.user)
        obj.pk, obj.title = made.pk, made.title

    def save_related(self, request, form, formsets, change) -> None:
        """The action has done it; the former versions, which nobody changes here, are asked for the log alone."""
        for formset in formsets:
            formset.save()

    @admin.action(description=_("Retirer les documents choisis"))
    def withdraw_selected(self, request, queryset) -> None:
        for document in queryset:
            actions.withdraw(document=document, by=request.user)
        self.message_user(request, _("Les documents choisis sont retirés."), messages.SUCCESS)

    @admin.action(description=_("Remettre en ligne les documents choisis"))
    def restore_selected(self, request, queryset) -> None:
        for document in queryset:
            actions.restore(document=document, by=request.user)
        self.message_user(request, _("Les documents choisis sont de nouveau en ligne."), messages.SUCCESS)
