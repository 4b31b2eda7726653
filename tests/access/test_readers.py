"""A query kept for one reader shows the next one only their own rows."""

import copy

import pytest
from django.apps import apps
from django.db.utils import ConnectionDoesNotExist

from contracts.models import Contract
from portal.access.roles import Role
from portal.accounts.models import User
from portal.core.prepared_queries.prepared import keys_of, prepared
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.contracts import ContractFactory

SCOPED = [model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")]


@pytest.mark.parametrize("role", Role.values)
def test_every_scope_reads_only_what_the_key_of_kept_queries_holds(role):
    assert len(SCOPED) > 5
    organisation = None if role == Role.CLIENT else 7
    reader = User(pk=5, role=role, organisation_id=organisation).with_values({"id": 31_000, "organisation_id": 31_007})
    for model in SCOPED:
        keys_of(model._default_manager.all().visible_to(reader))  # raises where a scope reads anything else


def test_a_bare_reader_has_nothing_else_to_read():
    agent = User(pk=5, email="a@exemple.fr", organisation_id=7, extra_rights=["contracts.export"])
    bare = agent.with_values({"id": 31_000, "organisation_id": 31_007})
    assert (bare.pk, bare.organisation_id, bare.role) == (31_000, 31_007, "agent")
    assert bare.has_right("contracts.export")
    for read in (lambda: bare.email, lambda: bare.language, lambda: bare.organisation, lambda: list(bare.groups.all())):
        with pytest.raises(ConnectionDoesNotExist, match=r"portal\.access\.readers"):
            read()


def _by_email(user):
    return Contract.objects.filter(owner__email=user.email)


@pytest.mark.postgres
@pytest.mark.django_db
def test_scope_that_reads_something_else_is_refused_before_anything_is_kept():
    first = ContractFactory()
    with pytest.raises(ConnectionDoesNotExist):
        prepared(_by_email)(first.owner)


@pytest.mark.postgres
@pytest.mark.django_db
def test_without_that_protection_a_reader_gets_the_rows_of_another(monkeypatch, settings):
    """The control: the same scope, with a whole copy of the first reader to read from."""
    settings.CHECK_PREPARED = False

    def whole_copy(user, values):
        other = copy.copy(user)
        for name, value in values.items():
            setattr(other, name, value)
        return other

    monkeypatch.setattr(User, "with_values", whole_copy)
    organisation = OrganisationFactory()
    first = ContractFactory(owner=UserFactory(organisation=organisation))
    ContractFactory(owner=UserFactory(organisation=organisation))
    rows = prepared(_by_email)
    assert rows(first.owner) == [first]
    assert rows(UserFactory(organisation=organisation)) == [first]
