"""A search finds what people mean, in whatever writing they type it."""

import pytest

from contracts.models import Contract
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
def test_what_is_not_there_is_not_found(contract, words):
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
