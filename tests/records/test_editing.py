"""Records are created once, and nobody overwrites what they have not seen."""

from uuid import uuid4

import pytest
from django import forms

from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.records import actions
from portal.records.actions import Stale
from portal.records.forms import RecordForm
from portal.records.views import form_status
from presales.models import Opportunity
from tests.factories.accounts import UserFactory
from tests.factories.presales import OpportunityFactory

pytestmark = pytest.mark.django_db


class TitleForm(RecordForm, forms.ModelForm):
    class Meta:
        model = Opportunity
        fields = ("title",)


def fresh(owner, key, title="Première") -> Opportunity:
    return Opportunity(owner=owner, organisation=owner.organisation, creation_key=key, title=title)


def posted(**values) -> TitleForm:
    form = TitleForm(values, instance=values.pop("instance", None))
    form.is_valid()
    return form


def test_same_form_sent_twice_makes_one_record():
    owner, key = UserFactory(), uuid4()
    first, created = actions.create(fresh(owner, key), by=owner)
    again, created_again = actions.create(fresh(owner, key, title="Seconde"), by=owner)
    assert (created, created_again) == (True, False)
    assert (again, again.title) == (first, "Première")
    assert Opportunity.objects.count() == 1


def test_key_of_somebody_else_is_refused():
    owner, key = UserFactory(), uuid4()
    actions.create(fresh(owner, key), by=owner)
    other = UserFactory()
    with pytest.raises(Refused, match="déjà été envoyé"):
        actions.create(fresh(other, key), by=other)


def test_change_notes_its_version_and_moment():
    row = OpportunityFactory(title="Avant")
    before = row.changed_at
    assert actions.write(row, {"title": "Après"}, version=1)
    row.refresh_from_db()
    assert (row.title, row.version) == ("Après", 2)
    assert row.changed_at > before


def test_same_values_again_change_nothing_and_are_never_stale():
    row = OpportunityFactory(title="Avant")
    assert not actions.write(row, {"title": "Avant"}, version=99)
    row.refresh_from_db()
    assert row.version == 1


def test_something_beside_the_columns_counts_as_a_change():
    row = OpportunityFactory()
    assert actions.write(row, {"title": row.title}, version=1, also=True)
    assert row.version == 2
    with pytest.raises(Stale):
        actions.write(row, {"title": row.title}, version=1, also=True)


def test_stale_form_says_who_changed_what_and_writes_nothing():
    row = OpportunityFactory(title="Avant", version=2)
    record(row, "presales.opportunity_changed", by=UserFactory(first_name="Ada", last_name="Roy"))
    with pytest.raises(Stale, match="Ada Roy a modifié l’opportunité") as raised:
        actions.write(row, {"title": "Perdu"}, version=1)
    assert raised.value.subject == row
    assert Opportunity.objects.get().title == "Avant"


def test_form_carries_version_and_key_and_leaves_the_record_as_it_is():
    row = OpportunityFactory(title="Avant", version=3)
    assert TitleForm(instance=row)["version"].value() == 3
    form = posted(title="Après", version="3", instance=row)
    assert (form.values(), form.seen_version, row.title) == ({"title": "Après"}, 3, "Avant")
    assert posted(title="Après").creation_key != posted(title="Après").creation_key


@pytest.mark.parametrize("version", ["", "-1", "x", str(2**40)])
def test_unreadable_version_is_never_the_present_one(version):
    assert posted(title="Après", version=version).seen_version == 0


def test_stale_answer_keeps_what_was_typed_and_replaces_once_sent_again():
    row = OpportunityFactory(title="Avant", version=2)
    form = posted(title="Le mien", version="1", instance=row)
    form.show_stale(Stale(row))
    assert form_status(form) == 409
    assert "La fiche a changé entre-temps" in form.non_field_errors()[0]
    assert (form["title"].value(), form["version"].value()) == ("Le mien", "2")


def test_status_of_a_page_tells_what_its_form_says():
    assert form_status(TitleForm()) == 200
    assert form_status(posted(title="")) == 422
