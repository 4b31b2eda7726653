"""Messages in the admin: read, found, sent again. The bodies of sensitive ones are never shown."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.messaging import actions
from portal.messaging.models import Message

HIDDEN = _("confidentiel")


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("created_at", "channel", "recipient", "shown_subject", "outcome", "attempts")
    list_filter = ("state", "channel")
    search_fields = ("recipient", "subject", "dedupe", "provider_id")
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = ("send_again",)
    fieldsets = (
        (None, {"fields": ("channel", "recipient", "subject", "shown_text", "template", "sensitive")}),
        (
            _("Envoi"),
            {"fields": ("outcome", "attempts", "in_doubt", "due_at", "expires_at", "sent_at", "delivered_at")},
        ),
        (
            _("Références"),
            {"fields": ("about_type", "about_id", "dedupe", "provider", "provider_id", "error_code", "created_at")},
        ),
    )

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("objet"), ordering="subject")
    def shown_subject(self, message: Message) -> str:
        return message.subject or "—"

    @admin.display(description=_("texte"))
    def shown_text(self, message: Message) -> str:
        return str(HIDDEN) if message.sensitive else message.body_text

    @admin.display(description=_("état"), ordering="state")
    def outcome(self, message: Message) -> str:
        return message.status_label

    @admin.action(description=_("Renvoyer"), permissions=["view"])
    def send_again(self, request, queryset) -> None:
        chosen = list(queryset)
        sent = sum(actions.resend(message=message, by=request.user) for message in chosen)
        left = len(chosen) - sent
        if sent:
            text = ngettext("%d message repart.", "%d messages repartent.", sent) % sent
            self.message_user(request, text, messages.SUCCESS)
        if left:
            text = ngettext(
                "%d message ne peut pas être renvoyé : il est arrivé, périmé ou confidentiel.",
                "%d messages ne peuvent pas être renvoyés : ils sont arrivés, périmés ou confidentiels.",
                left,
            )
            self.message_user(request, text % left, messages.WARNING)
