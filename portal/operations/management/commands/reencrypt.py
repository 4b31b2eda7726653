"""`manage.py reencrypt`: what stands encrypted in the database is brought to the key of today (`DATA_KEY`)."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.core.plumbing import crypto
from portal.messaging.models import Message
from portal.messaging.states import WAITING

BATCH = 200


class Command(BaseCommand):
    help = (
        "Encrypts again, with DATA_KEY, what was encrypted with one of DATA_KEY_OLD: waiting codes and links, second "
        "factors. May run beside the portal, and again. Afterwards leave DATA_KEY_OLD in place until the links and "
        "codes made before have ended (SIGNING_LINK_DAYS)."
    )

    def handle(self, **options) -> None:
        messages, factors, lost = _messages(), 0, []
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            try:
                factors += _factor(pk)
            except InvalidToken:
                lost.append(pk)
        self.stdout.write(f"{messages} waiting messages and {factors} second factors encrypted with DATA_KEY")
        if lost:
            raise CommandError(f"DATA_KEY_OLD: {len(lost)} second factors were made with a key that is not named")


def _messages() -> int:
    """Waiting messages with a secret; one that leaves meanwhile has its body read before or blanked after."""
    done, last = 0, 0
    while True:
        with transaction.atomic():
            waiting = Message.objects.filter(sensitive=True, state__in=WAITING, pk__gt=last).order_by("pk")
            rows = list(waiting.select_for_update(of=("self",))[:BATCH])
            for row in rows:
                row.body_text = crypto.reencrypt(row.body_text) if row.body_text else ""
                row.body_html = crypto.reencrypt(row.body_html) if row.body_html else ""
            Message.objects.bulk_update(rows, ["body_text", "body_html"])
        if not rows:
            return done
        done, last = done + len(rows), rows[-1].pk


@transaction.atomic
def _factor(pk: int) -> int:
    """One second factor: the secret of an application, the seed or the list of recovery codes; keys hold none."""
    row = Authenticator.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        return 0
    secret = {name: crypto.reencrypt(row.data[name]) for name in ("secret", "seed") if row.data.get(name)}
    if codes := row.data.get("migrated_codes"):
        secret["migrated_codes"] = [crypto.reencrypt(code) for code in codes]
    if secret:
        row.data = row.data | secret
        row.save(update_fields=["data"])
    return bool(secret)
