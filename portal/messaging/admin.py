"""Messages in the admin: read, searched, resent. Bodies of sensitive ones are never shown."""

from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.administration.pages import MOST_AT_ONCE, SubjectAdmin
from portal.core.values import phone
from portal.messaging import actions
from portal.messaging.models import Message

HIDDEN = _("confidentiel")


@admin.register(Message)
class MessageAdmin(SubjectAdmin):
    list_display = ("created_at", "channel", "recipient", "shown_subject", "about", "outcome", "attempts")
    list_display_links = ("created_at",)
    list_filter = ("state", "channel")
    search_fields = ("recipient",)
    search_help_text = _("L’adresse ou le mobile exacts du destinataire, ou la référence du prestataire.")
    sortable_by = ()
    actions = ("send_again",)
    fieldsets = (
        (None, {"fields": ("channel", "recipient", "subject", "shown_text", "template", "sensitive")}),
        (
            _("Envoi"),
            {"fields": ("outcome", "attempts", "in_doubt", "due_at", "expires_at", "sent_at", "delivered_at")},
        ),
        (
            _("Références"),
            {"fields": ("about", "dedupe", "provider", "provider_id", "error_code", "created_at")},
        ),
    )

    def get_search_results(self, request, queryset, search_term):
        """Search by indexed columns: recipient (a mobile in any format), or the provider's id."""
        words = search_term.strip()
        if not words:
            return queryset, False
        try:
            recipient = phone.parse(words)
        except phone.PhoneError:
            recipient = words
        return queryset.filter(Q(recipient=recipient) | Q(provider_id=words)), False

    @admin.display(description=_("titre"))
    def shown_subject(self, message: Message) -> str:
        return message.subject or "—"

    @admin.display(description=_("texte"))
    def shown_text(self, message: Message) -> str:
        return str(HIDDEN) if message.sensitive else message.body_text

    @admin.display(description=_("état"))
    def outcome(self, message: Message) -> str:
        return message.status_label

    @admin.action(description=_("Renvoyer"), permissions=["view"])
    def send_again(self, request, queryset) -> None:
        chosen = list(queryset[:MOST_AT_ONCE])
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
