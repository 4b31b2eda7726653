"""Creating, using and revoking tokens."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.api.models import ApiToken
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.plumbing import crypto
from portal.core.values import dates

PURPOSE = "api token"
MARK = "cpt_"
SHOWN = 10
MOST_TOKENS = 20
SECONDS = 60


@transaction.atomic
def create(*, name: str, scopes: list[str], days: int, key: UUID, by) -> tuple[ApiToken, str]:
    """Create a token of `by`; return it and its secret, which nobody can read again. The same form twice is refused."""
    token = ApiToken(owner=by, creation_key=key, name=name, scopes=sorted(scopes))
    if not by.has_right(Permission.API):
        raise NotYours(token)
    if ApiToken.objects.filter(owner=by, revoked_at=None, expires_at__gt=dates.now()).count() >= MOST_TOKENS:
        raise Refused(token, _("Vous avez déjà %(most)s jetons : révoquez-en un.") % {"most": MOST_TOKENS})
    secret = MARK + secrets.token_urlsafe(32)
    token.digest, token.beginning = crypto.digest(PURPOSE, secret), secret[:SHOWN]
    token.expires_at = dates.now() + timedelta(days=days)
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError:
        raise Refused(token, _("Ce jeton est déjà créé. Son secret ne peut plus être affiché.")) from None
    record(token, "api.token_created", by=by, data={"scopes": token.scopes}, is_first=True)
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by) -> ApiToken:
    """End a token at once; ending it twice changes nothing."""
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.owner_id != by.pk:
        raise NotYours(row)
    if row.revoked_at is None:
        row.revoked_at = dates.now()
        row.save(update_fields=["revoked_at"])
        record(row, "api.token_revoked", by=by)
    return row


def find(secret: str) -> ApiToken | None:
    """Return the live token of this secret whose owner may still use the API."""
    if not secret.startswith(MARK) or len(secret) > 100:
        return None
    tokens = ApiToken.objects.select_related("owner__organisation")
    token = tokens.filter(digest__in=crypto.digests(PURPOSE, secret)).first()
    return token if token and token.is_live and token.owner.has_right(Permission.API) else None


def count_call(token: ApiToken) -> bool:
    """Count one more call of this minute; False once the token had all of them."""
    now = dates.now()
    minute = now.replace(second=0, microsecond=0)
    mine = ApiToken.objects.filter(pk=token.pk)
    same = mine.filter(minute=minute, calls__lt=settings.API_CALLS_PER_MINUTE)
    other = mine.filter(Q(minute=None) | ~Q(minute=minute))
    one_more = {"calls": F("calls") + 1, "used_at": now}
    first = {"calls": 1, "minute": minute, "used_at": now}
    # Of two first calls of a minute, the second finds the minute begun: it counts as one more.
    return bool(same.update(**one_more) or other.update(**first) or same.update(**one_more))
