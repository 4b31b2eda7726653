"""What the operations of the API share: who asks, what they may do, pages of rows, refusals."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import ConfigDict

USUAL, MOST = 50, 200


class Scope(TextChoices):
    """What a token may be used for, within the rights of its owner."""

    CLIENTS_READ = "clients:read", gettext_lazy("Lire les clients")
    CLIENTS_WRITE = "clients:write", gettext_lazy("Créer et modifier des clients")
    CATALOG_READ = "catalog:read", gettext_lazy("Lire le catalogue")
    HOLDINGS_READ = "partner_contracts:read", gettext_lazy("Lire les contrats des partenaires")
    HOLDINGS_WRITE = "partner_contracts:write", gettext_lazy("Envoyer des contrats de partenaires")
    ACCESS_READ = "access:read", gettext_lazy("Vérifier l’accès aux contenus des abonnements")


class Problem(Exception):
    """An answer that is no success: a status, a French sentence, and what is wrong at each field."""

    def __init__(self, status: int, sentence: str, errors: dict[str, str] | None = None, **more):
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, str(sentence), more
        self.errors = [{"field": field, "message": str(message)} for field, message in (errors or {}).items()]

    def body(self) -> dict:
        return {"detail": self.sentence, "errors": self.errors, **self.more}


class Body(Schema):
    """Base of what is sent: a field that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


def opened_to(scope: Scope, *rights: str) -> Callable:
    """Open an operation to tokens with `scope` whose owner has one of `rights`."""

    def wrap(operation):
        @wraps(operation)
        def checked(request, *args, **kwargs):
            token = request.auth
            if scope not in token.scopes:
                sentence = _("Ce jeton n’a pas la portée « %(scope)s ».") % {"scope": scope}
                raise Problem(403, sentence, scope=str(scope))
            if not any(map(token.owner.has_right, rights)):
                raise Problem(403, _("Votre compte n’a pas le droit de faire cela."))
            return operation(request, *args, **kwargs)

        return checked

    return wrap


def found(rows: QuerySet, key: int):
    """Return the row of `rows`, already in the reader's scope. Raises a 404."""
    row = rows.filter(pk=key).first() if 0 < key < 2**63 else None
    if row is None:
        raise Problem(404, _("Cet élément n’existe pas, ou vous n’y avez pas accès."))
    return row


def page(rows: QuerySet, show: Callable, *, cursor: str = "", limit: int = USUAL) -> dict:
    """Return one page of `rows` by their key, and the cursor of the next one. A row added meanwhile shifts nothing."""
    if not 1 <= limit <= MOST:
        sentence = _("Demandez de 1 à %(most)s éléments par page.") % {"most": MOST}
        raise Problem(422, sentence, {"limit": sentence})
    if cursor:
        rows = rows.filter(pk__gt=_key(cursor))
    some = list(rows.order_by("pk")[: limit + 1])
    following = _cursor(some[limit - 1].pk) if len(some) > limit else None
    return {"items": [show(row) for row in some[:limit]], "next": following}


def _cursor(key: int) -> str:
    return urlsafe_b64encode(f"k{key}".encode()).decode().rstrip("=")


def _key(cursor: str) -> int:
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        text = ""
    if not (text[:1] == "k" and text[1:].isdigit() and len(text) < 20):
        raise Problem(422, _("Ce curseur n’est pas valide."), {"cursor": _("Ce curseur n’est pas valide.")})
    return int(text[1:])


def refused_fields(form) -> Problem:
    """Return the 422 that says what a form refuses."""
    errors = {"" if name == "__all__" else name: " ".join(map(str, told)) for name, told in form.errors.items()}
    return Problem(422, _("Certains champs sont à corriger."), errors)
