"""What every address with a place in it leads to, as its own queries tell when asked for what is not there."""

import re

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from crm.models import Client
from portal.accounts.models import User
from tests.security import belongings
from tests.security.addresses import Address, every_address

WITH_PLACES = [address for address in every_address() if address.places and not address.pattern.startswith("admin/")]
MISSING = {"number": "CT-2019-000001", "int": 987_654_321, "uuid": "00000000-0000-4000-8000-000000000000"}
METHODS = ("get", "post")

# What no query of theirs tells.
OBJECTS: dict[str, type[Model]] = {"accounts:photo": User, "crm:signatory": Client, **belongings.OBJECTS}
SOLD = "what is sold is the same for all; who may change it is a right"
NOBODYS = {
    "account_reset_password_from_key": "a key that only its reader has",
    "mfa_remove_webauthn": "one's own keys, by allauth, which asks for them under one's account",
    "mfa_edit_webauthn": "the same",
    "catalog:catalogue": SOLD,
    "catalog:sheet": SOLD,
    "catalog:offer": SOLD,
    "catalog:offer_new": SOLD,
    "catalog:offer_edit": SOLD,
    "catalog:offer_history": SOLD,
    "catalog:offer_retirement": SOLD,
    "catalog:offer_restoration": SOLD,
    "catalog:offer_deletion": SOLD,
    "catalog:offer_unscheduling": SOLD,
    "crm:questionnaire_version": "questionnaires are the same for all; who may write them is a right",
    "crm:questionnaire_publication": "the same",
    "exchange:import_new": "the name of a kind of import",
    "operations:file_check": "a stored file, which a right alone opens: it says whether the file is intact",
    "help:article": "help is the same for all",
    "exchange:save_view": "the name of a list, not of an object",
    "links:untidy": "the same address without the punctuation that followed it",
    "links:open": "a token is its own proof",
    "presales:agenda_feed": "a secret is its own proof",
    "links:renew": "a token is its own proof",
    "links:action": "a token is its own proof",
    "messaging:demo_message": "the demo mailbox is open to all, and empty of real messages",
    "messaging:demo_body": "the same",
    "messaging:demo_attachment": "the same",
    **belongings.NOBODYS,
}

WITHOUT_OWNER = {"StoredFile"}  # a right alone opens them

TABLES = {model._meta.db_table: model for model in apps.get_models()}
VALUES = "|".join(f"{value}|{str(value).replace('-', '')}" for value in MISSING.values())
COMPARED = re.compile(rf"""\"(\w+)\"\.\"(\w+)\" = '?(?:{VALUES})""")


def kind_of(address: Address) -> str | None:
    """Return the type of the place that names an object, the first one if there are several."""
    return next((kind for kind in address.places.values() if kind in MISSING), None)


def path_to(address: Address, kind: str, value) -> str:
    """The address of one object; other places, like a version, are 1, or name nothing."""
    return address.filled(lambda place, _name: value if place == kind else MISSING["uuid"] if place == "uuid" else 1)


def model_of(address: Address, browsers: list) -> type[Model] | None:
    """Return what the address looks up by key or number for any of these readers."""
    kind = kind_of(address)
    if address.name in OBJECTS or address.name in NOBODYS or kind is None:
        return OBJECTS.get(address.name)
    path = path_to(address, kind, MISSING[kind])
    for browser in browsers:
        for method in METHODS:
            with CaptureQueriesContext(connection) as queries:
                getattr(browser, method)(path)
            for table, column in COMPARED.findall("\n".join(query["sql"] for query in queries)):
                model = TABLES.get(table)
                if model and column in (model._meta.pk.column, "number"):
                    return model
    return None
