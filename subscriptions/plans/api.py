"""Access to contents in the API: the question that products ask."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from crm.clients.models import Client
from portal.access.permissions import Permission
from portal.core.plugs.api import ApiRouter
from portal.exchange import api
from portal.exchange.api import Problem, Scope, opened_to
from subscriptions.plans.models import Content
from subscriptions.plans.queries import accounts_for, has_access

router = Router(tags=[gettext_noop("Abonnements")])


class AccessOut(Schema):
    content: str
    has_access: bool


@router.get("", response=AccessOut, summary=gettext_noop("Accès d’un client à un contenu, aujourd’hui"))
@opened_to(Scope.ACCESS_READ, Permission.PORTFOLIO_USE, Permission.PORTFOLIO_REVIEW)
def access(request, content: str, email: str = "", client_id: int | None = None):
    """Answer for one client, named by `email` or by `client_id`; one out of scope answers as one that is unknown."""
    if bool(email.strip()) == (client_id is not None):
        sentence = _("Indiquez l’adresse e-mail du client ou son identifiant, l’un des deux.")
        raise Problem(422, sentence, {"email": sentence})
    opened = has_access(_account(request.user, email, client_id), content)
    if not opened and not Content.objects.filter(code=content).exists():
        sentence = _("Ce contenu n’existe pas : vérifiez son code.")
        raise Problem(422, sentence, {"content": sentence})
    return {"content": content, "has_access": opened}


def _account(user, email: str, client_id: int | None):
    """Return the account of a client in the scope of `user`. Raises a 404."""
    accounts = accounts_for(user)
    if client_id is None:
        found = accounts.filter(email=email.strip().lower()).first()
        if found is None:
            raise Problem(404, _("Cet élément n’existe pas, ou vous n’y avez pas accès."))
        return found
    return api.found(accounts, api.found(Client.objects.visible_to(user), client_id).account_id or 0)


API = ApiRouter("access", "/access", router, 40)
