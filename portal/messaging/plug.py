from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.messaging import notices, retention

MAILBOX = MenuEntry(
    _("Messagerie démo"), "messaging:demo_mailbox", "mail", order=810, active_prefix="/demo/messagerie/"
)

PLUG = Plug(
    menu=MAILBOX if settings.DEMO else (),
    history={"messaging.resent": Sentence(_("{actor} a fait renvoyer le message"), icon="send", tone="info")},
    retention=retention.RULES,
    counts={notices.UNREAD: notices.unread_of},
)
