"""Who is recognised without an account, who is not, and how little a stranger learns."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from contracts.withdrawal import actions
from contracts.withdrawal.models import WithdrawalTry
from contracts.withdrawal.rules import contract_number
from portal.core.values import dates
from portal.messaging.outbox import messages_about
from tests.client import StrictClient
from tests.contracts.desk import reader
from tests.contracts.withdrawal.visitors import START, STATEMENT, known_as, recognised
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return ContractFactory(awaiting_back_office=True, last_name="Lefèvre-Œuvrard", email="helene@exemple.example")


@pytest.mark.parametrize(
    "writing",
    [
        "CT-2026-000123",
        "ct 2026 123",
        "ct2026123",
        "2026-000123",
        "n° CT–2026–000123",
        "Contrat N°CT 2026 000123",
        "  CT-2026-OOO123 ",
        "CT.2026/000123",
    ],
)
def test_a_number_is_read_in_any_writing(writing):
    assert contract_number(writing) == "CT-2026-000123"


@pytest.mark.parametrize(
    "writing", ["", "CT", "CT-2026", "123", "CT-2026-0001234", "DT-2026-000123", "٢٠٢٦-000123", "x" * 40]
)
def test_invalid_contract_number_is_refused(writing):
    assert contract_number(writing) == ""


@pytest.mark.parametrize(
    "name", ["Lefèvre-Œuvrard", "LEFEVRE OEUVRARD", " lefèvre œuvrard", "Mme Lefèvre-Œuvrard", "Hélène Lefèvre-Œuvrard"]
)
def test_a_client_is_recognised_however_they_write_their_name(signed, name):
    recognised(signed, name=name)


@pytest.mark.parametrize("email", ["HELENE@exemple.example", " helene@exemple.example "])
def test_a_client_is_recognised_however_they_write_their_address(signed, email):
    recognised(signed, email=email)


@pytest.mark.parametrize("name", ["menuiserie generale", "Menuiserie Générale"])
def test_a_company_is_recognised_by_its_name_or_by_who_signed(name):
    contract = ContractFactory(company=True, awaiting_back_office=True)
    recognised(contract, name=name)
    recognised(contract, name=contract.last_name)


def test_the_company_name_left_on_a_person_opens_nothing():
    contract = ContractFactory(awaiting_back_office=True, company_name="Ancienne société")
    assert StrictClient().post(START, known_as(contract, name="Ancienne société")).status_code == 422


def test_a_stranger_learns_nothing(signed):
    """Unknown number, wrong name, wrong e-mail: the same status, the same length, the same words."""
    pages = []
    other = ContractFactory(awaiting_back_office=True)
    for typed in (
        {"number": "CT-2026-999999"},
        {"name": "Autre-Personneee"[: len(signed.last_name)]},
        {"email": "helena@exemple.example"},
        {"number": other.number},
    ):
        response = StrictClient().post(START, known_as(signed, **typed))
        page = response.content.decode()
        shown = list((known_as(signed) | typed).values())
        for value in shown:
            page = page.replace(f'value="{value}"', 'value=""')
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        pages.append((response.status_code, page.replace(token, "")))
    assert len({status for status, _ in pages}) == 1
    assert len({page for _, page in pages}) == 1
    assert "Ces informations ne correspondent à aucun contrat" in pages[0][1]


def test_the_number_of_queries_tells_nothing_either(signed, django_assert_num_queries):
    counts = []
    asked = 9 if connection.vendor == "postgresql" else 7  # the turn: a lock and its transaction, or a transaction
    for typed in ({"number": "CT-2026-999999"}, {"name": "Autre"}, {"email": "autre@exemple.example"}):
        with django_assert_num_queries(asked) as queries:
            actions.recognise(**known_as(signed, **typed), visitor="v")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_five_wrong_answers_close_a_number_for_a_day_whether_it_exists_or_not(signed):
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as clock:
        for number in (signed.number, "CT-2026-999999"):
            for _ in range(5):
                assert StrictClient().post(START, known_as(signed, number=number, name="Autre")).status_code == 422
            response = StrictClient().post(START, known_as(signed, number=number))
            assert response.status_code == 429
            assert "trop d’essais" in response.content.decode()
            assert "une lettre" in response.content.decode()
        clock.shift(timedelta(hours=24, seconds=1))
        recognised(signed)


def test_twenty_wrong_answers_close_a_place_for_a_day(signed):
    for rank in range(20):
        number = f"CT-2026-9{rank:05d}"
        assert StrictClient().post(START, known_as(signed, number=number)).status_code == 422
    assert StrictClient().post(START, known_as(signed)).status_code == 429
    elsewhere = StrictClient(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post(START, known_as(signed)).status_code == 302


def test_right_answers_are_not_counted(signed):
    for _ in range(25):
        recognised(signed)
    assert not WithdrawalTry.objects.exists()


def test_neither_number_nor_address_is_kept_in_clear(signed):
    StrictClient(REMOTE_ADDR="192.0.2.9").post(START, known_as(signed, name="Autre"))
    row = WithdrawalTry.objects.get()
    kept = f"{row.number_digest} {row.visitor_digest}"
    assert "192.0.2.9" not in kept
    assert signed.number[-6:] not in kept or len(row.number_digest) == 64
    assert len(row.visitor_digest) == 64


def test_behind_a_proxy_each_visitor_counts_alone(signed, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    for rank in range(20):
        forged = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{rank}, 192.0.2.9"}
        StrictClient(**forged).post(START, known_as(signed, number=f"CT-2026-9{rank:05d}"))
    at_once = StrictClient(HTTP_X_FORWARDED_FOR="10.9.9.9, 192.0.2.9")
    assert at_once.post(START, known_as(signed)).status_code == 429
    assert StrictClient(HTTP_X_FORWARDED_FOR="192.0.2.10").post(START, known_as(signed)).status_code == 302


WRONG = [
    ({"number": ""}, "number", "Indiquez le numéro"),
    ({"number": "bonjour"}, "number", "pas un numéro de contrat"),
    ({"number": "n" * 300}, "number", "40"),
    ({"number": "CT-2026\x00-000123"}, "number", "nul"),
    ({"name": ""}, "name", "Indiquez votre nom"),
    ({"name": "n" * 300}, "name", "200"),
    ({"name": "a\x00b"}, "name", "nul"),
    ({"email": ""}, "email", "Indiquez l’e-mail"),
    ({"email": "helene"}, "email", "adresse"),
    ({"email": "a" * 300 + "@b.example"}, "email", "254"),
    ({"email": "a\x00@b.example"}, "email", "adresse"),
]


@pytest.mark.parametrize(("changes", "field", "words"), WRONG)
def test_invalid_input_is_an_error_at_the_field_and_not_counted(signed, changes, field, words):
    response = StrictClient().post(START, known_as(signed, **changes))
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors[field])
    assert not WithdrawalTry.objects.exists()


def test_names_without_letters_recognise_nobody(signed):
    assert StrictClient().post(START, known_as(signed, name="---")).status_code == 422


def test_the_page_is_reached_with_the_number_filled_in_and_nonsense_left_out(signed):
    page = StrictClient().get(START, {"numero": "ct 2026 7"}).content.decode()
    assert 'value="CT-2026-000007"' in page
    for nonsense in ("<script>", "n" * 500, "é", ""):
        assert StrictClient().get(START, {"numero": nonsense}).status_code == 200
    assert StrictClient().get(f"{START}?numero=%00").status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("path", [START, STATEMENT])
def test_other_methods_are_refused(path, method):
    assert getattr(StrictClient(), method)(path).status_code == 405


def test_the_alternative_in_writing_is_always_shown(signed, settings):
    for response in (StrictClient().get(START), StrictClient().post(START, known_as(signed, name="x"))):
        page = response.content.decode()
        assert settings.SELLER["email"] in page
        assert settings.SELLER["address"] in page


def test_nothing_is_kept_by_a_cache(signed):
    client = recognised(signed)
    for path in (START, STATEMENT):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_the_page_takes_no_post_without_its_token(signed):
    careful = StrictClient(enforce_csrf_checks=True)
    assert careful.post(START, known_as(signed)).status_code == 403
    assert careful.post(STATEMENT).status_code == 403


def test_a_member_of_the_team_sees_the_same_page(signed):
    assert reader(signed.owner).get(reverse("contracts:withdrawal_start")).status_code == 200


def test_the_statement_is_forgotten_after_half_an_hour(signed):
    with time_machine.travel(dates.now(), tick=False) as clock:
        client = recognised(signed)
        clock.shift(timedelta(minutes=31))
        assert client.get(STATEMENT).url == START
        assert client.post(STATEMENT).url == START
    signed.refresh_from_db()
    assert signed.withdrawal_sent_at is None


def test_the_statement_of_somebody_else_is_not_reached(signed):
    assert StrictClient().get(STATEMENT).url == START
    assert StrictClient().post(STATEMENT).url == START


def close_by_strangers(contract) -> None:
    for rank in range(5):
        StrictClient(REMOTE_ADDR=f"198.51.100.{rank}").post(START, known_as(contract, name="Autre"))


def links_to(contract):
    return messages_about(contract).filter(template="contracts/messages/withdrawal_link")


def test_strangers_close_no_door_to_the_client(signed):
    """After their five wrong answers the client gets a link at the address of the contract, and renounces with it."""
    close_by_strangers(signed)
    client = StrictClient()
    assert client.post(START, known_as(signed, email="HELENE@exemple.example", name="Martin")).status_code == 429
    sent = links_to(signed).get()
    assert sent.recipient == signed.email
    token = re.search(r"/l/\S+/", sent.content().text).group()
    assert client.get(token).status_code == 200
    client.post(token)
    assert client.get(token).url == STATEMENT
    client.post(STATEMENT)
    signed.refresh_from_db()
    assert signed.withdrawal_sent_at is not None


def test_a_link_opens_nothing_before_it_is_asked_for(signed):
    close_by_strangers(signed)
    client = StrictClient()
    client.post(START, known_as(signed))
    client.get(re.search(r"/l/\S+/", links_to(signed).get().content().text).group())
    assert client.get(STATEMENT).url == START


def test_no_mail_without_the_address_of_the_contract(signed):
    close_by_strangers(signed)
    known = StrictClient().post(START, known_as(signed, email="autre@exemple.example"))
    unknown = StrictClient(REMOTE_ADDR="192.0.2.9")
    for rank in range(20):
        unknown.post(START, known_as(signed, number=f"CT-2026-9{rank:05d}"))
    nobody = unknown.post(START, known_as(signed, number="CT-2026-999999"))
    assert (known.status_code, nobody.status_code) == (429, 429)
    assert not links_to(signed).exists()


def test_a_client_is_written_to_three_times_a_day_at_most(signed):
    with time_machine.travel(dates.now(), tick=False) as clock:
        close_by_strangers(signed)
        for _ in range(10):
            StrictClient().post(START, known_as(signed))
        assert links_to(signed).count() == 1
        for _ in range(5):
            clock.shift(timedelta(minutes=11))
            StrictClient().post(START, known_as(signed))
        assert links_to(signed).count() == 3


def test_answer_is_the_same_whether_a_mail_was_sent_or_not(signed):
    """The page after too many tries is the same whether somebody was written to or not."""
    close_by_strangers(signed)
    pages = [
        StrictClient().post(START, known_as(signed, email=email)).content.decode().replace(email, "")
        for email in (signed.email, "autre@exemple.example")
    ]
    without_keys = [re.sub(r'value="[A-Za-z0-9]{64}"', "", page) for page in pages]
    assert without_keys[0] == without_keys[1]
