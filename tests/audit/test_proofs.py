"""The way from one history to the anchored root, whatever its place among the others."""

import hashlib
from datetime import timedelta

import pytest
import time_machine

from portal.audit import chain, merkle
from portal.audit.history import record
from portal.audit.models import Anchor, Event
from portal.audit.proofs import proof_of
from portal.core.values import dates
from tests.audit.test_chain import by_levels
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.clients import ClientFactory

HASHES = [hashlib.sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(1030)]


def end_of(leaf: str, path: list[tuple[str, str]]) -> str:
    for side, other in path:
        leaf = merkle.pair(other, leaf) if side == merkle.LEFT else merkle.pair(leaf, other)
    return leaf


@pytest.mark.parametrize("number", [*range(1, 18), 63, 64, 65, 1000])
def test_every_leaf_finds_its_way_to_the_root(number):
    leaves = HASHES[:number]
    for place in {*range(min(number, 20)), number // 2, number - 1}:
        assert end_of(leaves[place], merkle.path_of(leaves, place)) == by_levels(leaves)


@pytest.mark.parametrize("number", [1, 1023, 1024, 1025, 1030])
def test_blocks_are_whole_branches_of_the_tree(number):
    leaves = HASHES[:number]
    roots = [merkle.root_of(leaves[start : start + merkle.BLOCK])[0] for start in range(0, number, merkle.BLOCK)]
    assert merkle.root_of(roots)[0] == by_levels(leaves)


@pytest.fixture
def anchor_later(settings, tmp_path):
    settings.ANCHOR_FILE = str(tmp_path / "anchors.log")

    def anchored(days: int = 0) -> Anchor:
        with time_machine.travel(dates.now() + timedelta(days=days, hours=1), tick=False):
            return chain.anchor()

    return anchored


def head_of(proof, subject) -> str:
    return Event.objects.get(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk), sequence=proof.sequence
    ).hash


@pytest.mark.django_db
@pytest.mark.parametrize("block", [1, 2, 4, 16])
def test_every_history_is_proved_in_whichever_block_it_stands(anchor_later, monkeypatch, block):
    """Histories of three kinds, whose numbers do not sort as texts do; some grow after the anchor."""
    monkeypatch.setattr(merkle, "BLOCK", block)
    subjects = [make() for make in (OrganisationFactory, UserFactory, ClientFactory) for _ in range(11)]
    for subject in subjects:
        record(subject, "told", is_first=not Event.objects.filter(subject_id=str(subject.pk)).exists())
    made = anchor_later()
    for subject in subjects[::3]:
        record(subject, "told.later")
    found = [proof_of(subject) for subject in subjects]
    assert {end_of(head_of(proof, subject), proof.path) for proof, subject in zip(found, subjects, strict=True)} == {
        made.root
    }
    anchor_later(days=1)
    for subject in subjects:
        proof = proof_of(subject)
        assert end_of(head_of(proof, subject), proof.path) == proof.anchor.root
        assert (
            proof.sequence
            == Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).count()
        )


@pytest.mark.django_db
def test_unanchored_history_has_no_proof(anchor_later):
    person = UserFactory()
    assert proof_of(person) is None
    anchor_later()
    record(person, "told", is_first=True)
    assert proof_of(person) is None


@pytest.mark.django_db
def test_a_history_that_is_not_the_anchored_one_leads_nowhere(anchor_later):
    person = UserFactory()
    record(person, "told", is_first=True)
    record(UserFactory(), "told", is_first=True)
    made = anchor_later()
    Event.objects.filter(subject_id=str(person.pk)).update(hash="0" * 64)
    assert end_of("0" * 64, proof_of(person).path) != made.root
