"""The back-office's queue: what to do next, what is late, what was asked of it; and the locks."""

from datetime import datetime, timedelta

import pytest
import time_machine

from contracts.confirmation import actions as confirming
from contracts.sales.enums import CallOutcome
from contracts.sales.rules import next_call
from portal.codes import lifting
from portal.codes.locking import TYPING
from portal.core.values import dates
from portal.messaging import notices
from tests.contracts.desk import reader, sentences, wrong
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db
QUEUE, LOCKS = "/back-office/", "/back-office/blocages/"
TUESDAY = datetime(2026, 3, 10, 12, 0, tzinfo=dates.PARIS)


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office():
    return reader(back_office())


def waiting(**more):
    return ContractFactory(awaiting_back_office=True, **more)


def call(contract, outcome):
    confirming.log_call(contract=contract, outcome=outcome, note="", by=back_office())


def found(office, **asked):
    return {row.contract for row in office.get(QUEUE, asked).context["rows"]}


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=dates.PARIS)


@pytest.mark.parametrize(
    ("calls", "advice"),
    [
        ([], "Premier appel"),
        ([(at(9, 10), CallOutcome.CONFIRMED)], "validez"),
        ([(at(9, 10), CallOutcome.CALL_BACK)], "À rappeler"),
        ([(at(9, 10), CallOutcome.WRONG_NUMBER)], "bon numéro"),
        ([(at(9, 10), CallOutcome.NO_ANSWER)], "l’après-midi"),
        ([(at(9, 15), CallOutcome.VOICEMAIL)], "le matin"),
        ([(at(10, 9), CallOutcome.NO_ANSWER)], "réessayez le 11/03"),
        ([(at(9, 9), CallOutcome.NO_ANSWER), (at(6, 9), CallOutcome.NO_ANSWER)], "l’après-midi"),
        ([(at(day, 9), CallOutcome.NO_ANSWER) for day in (9, 6, 5)], "injoignable"),
        ([(at(10, 9), CallOutcome.CALL_BACK), *((at(day, 9), CallOutcome.NO_ANSWER) for day in (9, 6, 5))], "rappeler"),
    ],
)
def test_the_next_call_follows_from_those_before(calls, advice):
    assert advice in next_call(calls, TUESDAY)


def test_nobody_is_called_again_on_a_sunday():
    friday = at(6, 17)
    assert "réessayez le 09/03" in next_call([(friday, CallOutcome.NO_ANSWER)], friday + timedelta(hours=1))


def test_lateness_counts_working_days_only(clock, office):
    with time_machine.travel(TUESDAY - timedelta(days=5), tick=False):
        late = waiting()
    with time_machine.travel(TUESDAY - timedelta(days=4), tick=False):
        waiting()
    rows = office.get(QUEUE).context["rows"]
    assert [(row.age, row.is_late) for row in rows] == [(3, True), (2, False)]
    assert found(office, appels="retard") == {late}


def test_the_queue_is_narrowed_by_its_calls(clock, office):
    never, back, missed, twice = waiting(), waiting(), waiting(), waiting()
    for _day in range(3):
        call(missed, CallOutcome.NO_ANSWER)
        call(twice, CallOutcome.VOICEMAIL)
        clock.shift(timedelta(hours=14))
    call(back, CallOutcome.NO_ANSWER)
    clock.shift(timedelta(minutes=1))
    call(back, CallOutcome.CALL_BACK)
    clock.shift(timedelta(hours=1))
    call(missed, CallOutcome.NO_ANSWER)
    assert found(office, appels="jamais") == {never}
    assert found(office, appels="rappeler") == {back}
    assert found(office, appels="manques") == {missed}


def test_the_queue_is_narrowed_by_agency_product_and_words(office):
    agency = OrganisationFactory(name="Agence Bellecour")
    one = waiting(
        owner=UserFactory(organisation=agency), product=ProductFactory(name="Audit complet"), last_name="Mérieux"
    )
    waiting()
    assert found(office, agence="bellecour") == {one}
    assert found(office, produit="audit complet") == {one}
    assert found(office, q="merieux") == {one}
    assert found(office, q="nobody") == set()
    assert "Aucun contrat ne correspond" in office.get(QUEUE, {"q": "nobody"}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"appels": "__class__"}, {"suite": "x" * 500}, {"agence": "é" * 300}, {"q": "' OR 1=1"}, {"nimporte": "quoi"}],
)
def test_nonsense_asks_nothing(office, asked):
    waiting()
    assert office.get(QUEUE, asked).status_code == 200


def test_a_call_is_noted_from_its_row_and_one_stays_there(office):
    contract = waiting()
    response = office.post(
        f"/contrats/{contract.number}/appels/",
        {"outcome": "no_answer", "file": "appels=jamais&evil=//x.example&suite=abc"},
    )
    assert response.url == f"{QUEUE}?appels=jamais&suite=abc#{contract.number}"
    assert contract.calls.get().outcome == CallOutcome.NO_ANSWER


def test_a_mobile_of_many_clients_is_told_on_its_row(office):
    contract = waiting()
    ClientFactory.create_batch(2, phone=contract.phone)
    assert office.get(QUEUE).context["rows"][0].shared_mobile == 0
    ClientFactory(phone=contract.phone)
    assert "Mobile de 4 clients" in office.get(QUEUE).content.decode()


def locked_signature(settings):
    settings.CODE_WRONG_PER_DAY = 1
    contract = ContractFactory(awaiting_client=True)
    wrong(contract)
    return contract


def test_a_locked_signature_is_told_listed_and_lifted(settings, office):
    someone = back_office()
    contract = locked_signature(settings)
    assert [notice.kind for notice in notices.unread_of(someone)] == ["contracts.locked"]
    page = office.get(LOCKS)
    assert [row.contract for row in page.context["signatures"]] == [contract]
    office.post(f"/contrats/{contract.number}/deblocage/", {"reason": "Vérifié au téléphone"})
    assert not office.get(LOCKS).context["signatures"]
    assert not notices.unread_of(someone).exists()


def test_an_agent_s_locked_typing_is_told_listed_and_lifted_with_a_reason(settings, office):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 1
    someone = back_office()
    contract = ContractFactory(awaiting_client=True)
    wrong(contract)
    agent = contract.owner
    assert [row.agent for row in office.get(LOCKS).context["agents"]] == [agent]
    assert agent.get_full_name() in notices.unread_of(someone).first().subject
    path = f"{LOCKS}{agent.pk}/"
    assert office.post(path, {"reason": ""}).status_code == 422
    response = office.post(path, {"reason": "Erreur de lecture"}, follow=True)
    assert "débloquée" in sentences(response)[0]
    assert not response.context["agents"]
    assert not lifting.open_locks().filter(purpose=TYPING).exists()
    assert not notices.unread_of(someone).exists()


def test_unlock_page_is_404_without_a_lock(office):
    assert office.get(f"{LOCKS}{UserFactory().pk}/").status_code == 404


@pytest.mark.parametrize("path", [QUEUE, LOCKS, f"{LOCKS}1/"])
def test_the_queue_is_the_back_office_s_alone(path):
    assert reader(UserFactory()).get(path).status_code == 403


def test_locks_cost_the_same_however_many(settings, office, django_assert_num_queries):
    office.get(LOCKS)
    for _ in range(2):
        locked_signature(settings)
        with django_assert_num_queries(5):  # session, account, locks, contracts, bell
            office.get(LOCKS)


def test_nothing_locked_says_so(office):
    assert "Rien n’est bloqué" in office.get(LOCKS).content.decode()


def test_every_step_of_a_row_says_of_which_contract_it_is(clock, office):
    contract = waiting()
    for day in (5, 6, 9):
        with time_machine.travel(at(day, 10), tick=False):
            call(contract, CallOutcome.NO_ANSWER)
    page = office.get(QUEUE).content.decode()
    for words in ("Injoignable", "Valider…", "Noter un appel"):
        assert f'{words}<span class="visually-hidden"> {contract.number}</span>' in page
