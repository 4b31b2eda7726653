from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "portal.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from portal.audit import history
        from portal.core import counts, menu
        from portal.core import retention as kept
        from portal.messaging import notices, retention

        kept.register(*retention.RULES)
        counts.register(notices.UNREAD, notices.unread_of)
        history.register_sentences(
            {"messaging.resent": history.Sentence(_("{actor} a fait renvoyer le message"), icon="send", tone="info")}
        )
        if settings.DEMO:
            menu.register(
                menu.MenuEntry(
                    label=_("Messagerie démo"),
                    url_name="messaging:demo_mailbox",
                    icon="mail",
                    order=900,
                    active_prefix="/demo/messagerie/",
                )
            )
