"""Two people at once, on real row locks."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from portal.audit.transitions import lock
from portal.records import actions
from portal.records.actions import Stale
from presales.models import Opportunity
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory
from tests.factories.presales import OpportunityFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 6


def fresh(owner, key) -> Opportunity:
    return Opportunity(owner=owner, organisation_id=owner.organisation_id, creation_key=key, title="Une affaire")


def test_form_sent_by_many_hands_at_once_makes_one_record():
    owner, key = UserFactory(), uuid4()
    answers = together(HANDS, lambda _number: actions.create(fresh(owner, key), by=owner)[1])
    assert sorted(answers) == [False] * (HANDS - 1) + [True]
    assert Opportunity.objects.count() == 1


def test_plain_insertion_fails_for_all_hands_but_one():
    """The control: what answers the others calmly is `create`, not luck."""
    owner, key = UserFactory(), uuid4()
    answers = together(HANDS, lambda _number: fresh(owner, key).save(force_insert=True))
    assert [type(error) for error in errors_of(answers)] == [IntegrityError] * (HANDS - 1)


def _change(row, number: int, find) -> bool:
    with transaction.atomic():
        return actions.write(find(row), {"title": f"Titre {number}"}, version=1)


def test_one_of_many_changes_at_once_wins_and_the_others_are_told():
    row = OpportunityFactory()
    answers = together(HANDS, lambda number: _change(row, number, lock))
    assert [type(error) for error in errors_of(answers)] == [Stale] * (HANDS - 1)
    row.refresh_from_db()
    assert row.version == 2


def test_without_the_lock_changes_overwrite_each_other(monkeypatch):
    row = OpportunityFactory()
    seen = Opportunity.objects.get(pk=row.pk)
    answers = [_change(row, number, lambda _row: Opportunity(**_columns(seen))) for number in range(2)]
    assert answers == [True, True]
    row.refresh_from_db()
    assert (row.title, row.version) == ("Titre 1", 2)


def _columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
