"""A program that uses the API with a token."""

import json
from uuid import uuid4

import pytest
from django.test import Client as Program

from portal.api import actions
from portal.exchange.api import Scope
from tests.factories.accounts import UserFactory


class Caller:
    """Calls `/api/v1/…` with a token; what comes back is read as JSON."""

    def __init__(self, secret: str):
        self.program = Program(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {secret}"}

    def call(self, method: str, path: str, body=None, **headers):
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self.program, method)(f"/api/v1{path}", headers=self.headers | told, **sent)

    def get(self, path: str):
        return self.call("get", path)

    def post(self, path: str, body, **headers):
        return self.call("post", path, body, **headers)

    def patch(self, path: str, body, **headers):
        return self.call("patch", path, body, **headers)


@pytest.fixture
def manager(db):
    return UserFactory(manager=True)


@pytest.fixture
def token_of():
    def make(person, *scopes, days=30):
        return actions.create(name="Essai", scopes=list(scopes or Scope.values), days=days, key=uuid4(), by=person)

    return make


@pytest.fixture
def caller(token_of):
    """`caller(person, *scopes)`: a program with a token of that person, of all scopes unless some are named."""
    return lambda person, *scopes: Caller(token_of(person, *scopes)[1])
