"""`manage.py after_restore`: what must not go on by itself once the past has been put back."""

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from portal.codes.challenges import kill_all
from portal.codes.enums import Death
from portal.messaging.models import Message
from portal.messaging.states import WAITING, Channel, State
from portal.operations.models import Heartbeat

CODE = "restored"


class Command(BaseCommand):
    help = (
        "After a restore, before any process starts: holds the SMS and e-mails that waited at the time of the backup "
        "(they may have left since), and ends every session and every code (some were ended since)."
    )

    @transaction.atomic
    def handle(self, **options) -> None:
        held = hold_waiting_messages()
        ended, _detail = Session.objects.all().delete()
        codes = kill_all(reason=Death.RESTORED)
        Heartbeat.objects.filter(name__in=("beat", "worker")).delete()
        self.stdout.write(
            f"{held} messages held for review at /etat/messages/, {ended} sessions ended, {codes} codes ended"
        )


def hold_waiting_messages() -> int:
    """Turn what waits into messages in failure, which only a person sends again; secrets are forgotten."""
    waiting = Message.objects.filter(state__in=WAITING, channel__in=(Channel.SMS, Channel.EMAIL))
    why = {
        "state": State.DEAD,
        "lease_until": None,
        "in_doubt": True,
        "error_code": CODE,
        "error_sentence": _("rétabli d’une sauvegarde : il est peut-être déjà parti"),
    }
    secret = waiting.filter(sensitive=True).update(**why, body_text="", body_html="")
    return secret + waiting.filter(sensitive=False).update(**why)
