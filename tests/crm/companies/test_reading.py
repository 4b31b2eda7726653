"""The directory's answers, as recorded and as they come when something is wrong."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from crm.companies import fiction, identifiers
from crm.companies.enums import UnitState
from crm.companies.reading import MASK, UnreadableAnswer, read_answer

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str):
    return read_answer(next(SAMPLES.glob(f"{name}*.json")).read_bytes())


def only(name: str):
    answer = sample(name)
    assert len(answer.companies) == 1
    return answer.companies[0]


def test_public_body_keeps_its_acronym_apart():
    company = only("01")
    assert (company.name, company.acronym) == ("DIRECTION INTERMINISTERIELLE DU NUMERIQUE", "DINUM")
    assert company.vat_number == ""


def test_association_keeps_its_apostrophes_and_has_no_vat_number():
    company = only("02")
    assert "'CAP DE TOUT'" in company.name
    assert company.vat_number == ""


def test_closed_company_says_since_when():
    company = only("03")
    assert (company.state, company.closed_on) == (UnitState.CLOSED, date(2021, 10, 11))


def test_company_without_open_establishment_is_not_simply_active():
    company = only("04")
    assert company.state == UnitState.NO_ESTABLISHMENT
    assert company.head.place.address == "1 IMPASSE DES CAMISARDS"
    assert company.head.place.extra == "RUELLE ALBERT CAMUS"


def test_asked_siret_gives_its_own_address():
    company = only("05")
    assert (company.siren, company.name) == ("487444697", "ESSOR ENERGIES")
    chosen = company.establishment("48744469700428")
    assert chosen.place.one_line == "22 RUE MAISON BLANCHE, 24330 BOULAZAC ISLE MANOIRE"


def test_given_vat_number_equals_the_computed_one():
    company = only("06")
    assert company.vat_number == "FR27552032534" == identifiers.vat_of(company.siren)


def test_homonyms_are_told_apart_by_town_activity_and_age():
    answer = sample("07")
    assert (len(answer.companies), answer.total) == (6, 116)
    assert len({(each.head.place.city, each.activity, each.created_on) for each in answer.companies}) == 6


def test_head_office_abroad_is_one_line_with_a_french_establishment_offered():
    company = sample("08").companies[0]
    assert company.is_abroad
    assert company.head.place.one_line == "20099 HAMBOURG AN DER ALSTER 3, ALLEMAGNE"
    assert company.french_establishment.place.one_line == "14 RUE DE BERTRAND, 35000 RENNES"


def test_sole_trader_is_a_person_named_by_the_whole_name():
    company = only("09")
    assert company.is_sole_trader
    assert (company.name, company.first_name, company.last_name) == ("CORENTIN TARDIVEL", "CORENTIN", "TARDIVEL")


def test_masked_values_vanish_wherever_they_stand():
    raw = json.loads(next(SAMPLES.glob("09*.json")).read_text())
    result = raw["results"][0]
    result |= {"nom_complet": f"{MASK} (ATELIER)", "sigle": MASK, "statut_diffusion": "P"}
    result["siege"] |= {"adresse": f"{MASK} 93220 GAGNY", "libelle_commune": MASK}
    result["dirigeants"] = [{"nom": MASK, "prenoms": MASK}]
    company = read_answer(json.dumps(raw).encode()).companies[0]
    assert company.is_masked
    assert MASK not in repr(company)
    assert "NON-DIFFUSIBLE" not in repr(company)


def test_unknown_number_told_as_one_empty_result_is_no_company():
    empty = {"results": [{"siren": None, "nom_complet": None, "siege": None}], "total_results": 1}
    answer = read_answer(json.dumps(empty).encode())
    assert (answer.companies, answer.total) == ((), 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Too many</html>",
        b'{"results": [{"siren": "5520',
        b"[]",
        b"null",
        b'{"results": null}',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_unreadable(body):
    with pytest.raises(UnreadableAnswer):
        read_answer(body)


@pytest.mark.parametrize("value", [None, 3, [], {}, "x", True])
def test_fields_of_another_shape_break_nothing(value):
    raw = json.loads(next(SAMPLES.glob("06*.json")).read_text())
    for name in [name for name in raw["results"][0] if name != "siren"]:
        changed = {**raw["results"][0], name: value}
        assert read_answer(json.dumps({"results": [changed, value]}).encode()).companies[0].siren == "552032534"


def rows(kind: str):
    lines = csv.DictReader((SAMPLES / "identifiers.csv").read_text().splitlines(), delimiter=";")
    return [pytest.param(row, id=row["typed"]) for row in lines if row["kind"] == kind]


@pytest.mark.parametrize("row", [*rows("siren"), *rows("siret"), *rows("vat")])
def test_identifiers_are_read_in_any_writing(row):
    clean = {"siren": identifiers.clean_siren, "siret": identifiers.clean_siret, "vat": identifiers.clean_vat}
    if row["expected"] == "valid":
        assert clean[row["kind"]](row["typed"]) == row["stored"]
    else:
        with pytest.raises(identifiers.WrongIdentifier, match="n’est pas valide"):
            clean[row["kind"]](row["typed"])


def test_fictional_directory_has_one_of_each_situation():
    def found(words):
        return read_answer(fiction.answer(words))

    assert found("menuiserie quais").companies[0].name == "MENUISERIE DES QUAIS"
    assert len({each.siren for each in found("durand").companies}) == 3
    assert found("bonneterie").companies[0].state == UnitState.CLOSED
    assert found("negoce sans murs").companies[0].state == UnitState.NO_ESTABLISHMENT
    assert found("conseil discret").companies[0].is_masked
    assert found("windkraft").companies[0].french_establishment.place.city == "RENNES"
    assert found("marius lecoeur").companies[0].is_sole_trader
    company = found("menuiserie quais").companies[0]
    assert found(company.siren).companies == (company,)
    assert found(company.head.siret).companies == (company,)
