"""A search finds what people mean, in whatever writing they type it."""

import pytest
from django.db import connection

from contracts.models import Contract
from portal.core.matching import Words
from portal.core.plugs import search
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory(
        last_name="Lefèvre-Dœuil", first_name="Hélène", phone="+33612345678", email="helene@exemple.example"
    )


def found(words: str) -> bool:
    return Contract.objects.matching(words).exists()


@pytest.mark.parametrize(
    "words",
    [
        *("lefevre", "LEFÈVRE", "fèvr", "doeuil", "Hélène lefèvre", "lefevre helene"),
        *("0612345678", "06 12 34 56 78", "06.12", "06-12-34", "+33 6 12", "+33612345678", "0033 6 12", "33612"),
        *("+33 (0)6 12 34", "5678", "06/12/34/56/78", "helene@exemple", "lefevre 06 12"),
        *("le", "h", "06"),  # short words: the beginnings of words
        "",
    ],
)
def test_a_contract_is_found(contract, words):
    assert found(words)


@pytest.mark.parametrize("words", ["lefebvre", "07 12", "0612345679", "ev", "%", "_", "lefevre durand", "06 99"])
def test_absent_word_is_not_found(contract, words):
    assert not found(words)


def test_numbers_side_by_side_may_be_one_or_several(contract):
    other = ContractFactory(
        last_name="Durand", phone="+33798765432", siren="732829320", kind="company", company_name="SA"
    )
    assert list(Contract.objects.matching("732 829 320")) == [other]
    assert list(Contract.objects.matching("732829 0798")) == [other]


def test_the_number_is_found_by_its_end():
    sent = ContractFactory(submitted=True)
    assert list(Contract.objects.matching(sent.number[-6:])) == [sent]
    assert list(Contract.objects.matching(sent.number.lower())) == [sent]
    assert list(Contract.objects.matching(f"{sent.number[3:7]} {sent.number[-6:]}")) == [sent]


def test_a_search_of_any_length_is_one_query_of_few_words(contract, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not found("a" * 5000 + " b" * 5000)


def test_signs_that_mean_something_to_a_database_are_signs(contract):
    other = ContractFactory(kind="company", company_name="100%_bio \\ fils", siren="732829320")
    for words in ("100%", "%_b", "%_bio \\", "0%_bio fils"):
        assert list(Contract.objects.matching(words)) == [other]
    assert not found("100_")


def test_repeated_word_is_searched_once():
    assert Words.of("Lefèvre lefevre LEFEVRE 06 06") == Words(("%lefevre%", "%0606%", "% 06%"), (1, 2))


@pytest.mark.parametrize("words", ["helene lefevre", "06.12", "+33 6 12 34", "le", "%"])
def test_lists_and_the_search_over_everything_find_the_same(contract, words):
    wanted = list(Contract.objects.visible_to(contract.owner).matching(words))
    assert search.newest(Contract, contract.owner, words, 5, related=("product",)) == wanted


@pytest.mark.postgres
def test_the_index_looks_within_the_scope_of_a_reader(contract):
    """Else a word that ten thousand clients bear is looked up ten thousand times for an agent who has five of them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%contracts_contract USING btree%owner%'")
        for (name,) in cursor.fetchall():  # of one contract, any of them would do
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(
            "EXPLAIN SELECT id FROM contracts_contract WHERE owner_id = %s::bigint AND search_text LIKE %s",
            [contract.owner_id, "%lefevre%"],
        )
        plan = " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT attstattarget FROM pg_attribute WHERE attname = 'search_text' AND attstattarget > 100")
        targets = cursor.fetchall()
    assert "contract_search" in plan
    assert "owner_id" in plan.partition("Index Cond")[2]
    assert len(targets) >= 4
