"""The API itself: the routers that rooms plug in, and how what they raise is told."""

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from portal.api.door import told
from portal.audit.transitions import Gone, NotYours, Refused
from portal.core.plugs.api import ROUTERS
from portal.exchange.api import Problem

WORDS = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Champ inconnu.",
    "json_invalid": "Le corps de la demande n’est pas du JSON.",
    "string_type": "Écrivez un texte.",
    "int_parsing": "Écrivez un nombre entier.",
    "int_type": "Écrivez un nombre entier.",
    "bool_parsing": "Écrivez true ou false.",
    "datetime_from_date_parsing": "Écrivez une date ISO 8601.",
}


class Bearer(HttpBearer):
    """The token that the door has found; here so that the document says what to send."""

    def authenticate(self, request, token):
        return request.api_token


def made() -> NinjaAPI:
    """Return the API with every router that a room plugs in."""
    api = NinjaAPI(
        title="Comptoir",
        version="1",
        description="Clients, catalogue et contrats des partenaires.",
        auth=Bearer(),
        docs_url=None,
        openapi_url=None,
        urls_namespace="api_v1",
    )
    for each in ROUTERS.in_order():
        api.add_router(each.prefix, each.router)
    api.add_exception_handler(Problem, lambda request, problem: told(problem))
    api.add_exception_handler(ValidationError, lambda request, error: told(_invalid(error)))
    api.add_exception_handler(HttpError, lambda request, error: told(_refused_body(error)))
    api.add_exception_handler(Http404, lambda request, error: told(not_there()))
    api.add_exception_handler(Refused, lambda request, error: told(Problem(409, error.sentence)))
    api.add_exception_handler(NotYours, lambda request, error: told(Problem(403, error.sentence)))
    api.add_exception_handler(Gone, lambda request, error: told(Problem(404, error.sentence)))
    return api


def _invalid(error: ValidationError) -> Problem:
    fields = {_field(each["loc"]): WORDS.get(each["type"], "Cette valeur n’est pas comprise.") for each in error.errors}
    return Problem(422, _("Certains champs sont à corriger."), fields)


def _field(where) -> str:
    """Return `lines.0.value`: the place in what was sent, without how it was sent."""
    return ".".join(str(part) for part in where if part not in ("body", "query", "path", "payload"))


def _refused_body(error: HttpError) -> Problem:
    return Problem(error.status_code, _("Le corps de la demande n’est pas du JSON."))


def not_there() -> Problem:
    return Problem(404, _("Cette adresse n’existe pas."))
