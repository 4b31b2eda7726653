"""A birth date as people write it."""

from datetime import date

import pytest
import time_machine

from portal.links.proofs import BirthDateProof, birth_date_proof, parse_birth_date, postal_code_proof


@pytest.mark.parametrize(
    "written",
    [
        "01/02/1980", "1/2/1980", "1.2.1980", "1-2-80", "01 02 1980", "1 / 2 / 1980", "01021980", "1980-02-01",
        "1980/2/1", "1 février 1980", "1er fevrier 1980", "1er Février 1980", "1 fév. 1980", " 01/02/1980 ",
        "０１/０２/１９８０",
    ],
)  # fmt: skip
def test_a_birth_date_is_understood_as_people_write_it(written):
    assert parse_birth_date(written) == date(1980, 2, 1)


@pytest.mark.parametrize(
    "nonsense",
    ["", "hier", "31/02/1980", "00/00/0000", "1980", "010280", "1 jui 1980", "1 xyz 1980", "01/02/1880", "01/02/2090",
     "99999999", "1/2/3/4", "-1/2/1980", "01/13/1980"],
)  # fmt: skip
def test_invalid_birth_date_is_refused(nonsense):
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is all a form needs
        parse_birth_date(nonsense)


@time_machine.travel("2026-03-10T12:00:00+01:00")
@pytest.mark.parametrize(("written", "year"), [("1/2/08", 2008), ("1/2/09", 1909), ("1/2/99", 1999)])
def test_two_digits_are_a_year_in_which_an_adult_was_born(written, year):
    assert parse_birth_date(written).year == year


def test_months_are_known_by_their_beginning():
    assert parse_birth_date("3 juil 1975") == date(1975, 7, 3)
    assert parse_birth_date("3 août 1975") == date(1975, 8, 3)


def test_the_field_says_what_it_wants():
    form = BirthDateProof({"birth_date": "32/01/1980"})
    assert not form.is_valid()
    assert "01/02/1980" in form.errors["birth_date"][0]


def test_a_proof_without_an_expected_answer_accepts_none():
    assert not birth_date_proof(lambda row: None).check(None, {"birth_date": date(1980, 2, 1)})
    assert not postal_code_proof(lambda row: None).check(None, {"postal_code": "69002"})
