"""Nobody reads or writes a contract that is not theirs, on any address, with any method."""

import re
from itertools import product

import pytest
from django.urls import reverse

from contracts.confirmation import actions as confirming
from contracts.models import Call, Contract
from contracts.sales.enums import Status
from contracts.signature.actions import sending
from contracts.urls import urlpatterns
from portal.audit.models import Event
from portal.audit.transitions import Refused
from portal.messaging.models import Message
from tests.contracts.cast import PEOPLE, person
from tests.contracts.desk import KEEP, NEW, SEND, draft_data, form_data, fresh, reader, sentences
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
BY_NUMBER = [pattern.name for pattern in urlpatterns if "number:" in str(pattern.pattern)]
BY_KEY = [pattern.name for pattern in urlpatterns if str(pattern.pattern).startswith("contrats/brouillons/<")]
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
NOBODY = "CT-2026-999999"
TYPED = {"reason": "x", "code": "123456", "phone": "0756789012", "outcome": "no_answer", "sent_on": "01/01/2026"}

SEES = {"its agent", "its manager", "the back-office", "its client"}
STRANGERS = [who for who in PEOPLE if who not in SEES]


def contract_of_others():
    return ContractFactory(sealed=True, last_name="Qzyxwéné", email="qzyx@exemple.example", city="Zzville")


def marks(contract) -> list[str]:
    """What would show that a page holds something of this contract."""
    return [contract.number, contract.last_name, contract.email, contract.city, contract.product_name]


def body(response) -> str:
    """The words of an answer without what differs from one request to the next."""
    page = response.content.decode(errors="replace") if not response.streaming else "a file"
    page = page.replace(response.wsgi_request.path, "the address asked")
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", page)
    page = re.sub(r"CT-\d{4}-\d{6}", "number", page)
    return re.sub(r"\b[0-9a-f]{12}\b", "request", page)


def written() -> tuple:
    versions = list(Contract.objects.order_by("pk").values_list("pk", "version", "status"))
    return versions, Event.objects.count(), Call.objects.count(), Message.objects.count()


def test_the_addresses_of_contracts_are_walked():
    """The tests below would pass on empty lists."""
    assert len(BY_NUMBER) >= 14
    assert set(BY_KEY) == {"draft", "draft_autosave", "draft_deletion"}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.usefixtures("menu_counted_once")
def test_a_contract_of_others_answers_exactly_as_one_that_does_not_exist(who):
    contract = contract_of_others()
    desk = reader(person(who, contract))
    before = written()
    for name in BY_NUMBER:
        for method in METHODS:
            data = TYPED if method == "post" else None
            real, none = (
                getattr(desk, method)(reverse(f"contracts:{name}", args=[number]), data)
                for number in (contract.number, NOBODY)
            )
            where = f"{method} {name} as {who}"
            assert real.status_code in (403, 404, 405), where
            assert real.status_code == none.status_code, where
            assert body(real) == body(none), where
            assert not [mark for mark in marks(contract)[1:] if mark in real.content.decode()], where
    assert written() == before


@pytest.mark.parametrize("who", [*STRANGERS, "the back-office", "its client"])
@pytest.mark.usefixtures("menu_counted_once")
def test_a_draft_of_others_answers_exactly_as_one_that_does_not_exist(who):
    draft = ContractFactory(last_name="Qzyxwéné")
    draft.client = ClientFactory(owner=draft.owner)
    draft.save()
    desk = reader(person(who, draft))
    before = written()
    for name in BY_KEY:
        for method in METHODS:
            data = draft_data(draft, city="Ailleurs") if method == "post" else None
            real, none = (
                getattr(desk, method)(reverse(f"contracts:{name}", args=[key]), data) for key in (draft.pk, 10**9)
            )
            assert real.status_code in (403, 404, 405), f"{method} {name}"
            assert (real.status_code, body(real)) == (none.status_code, body(none)), f"{method} {name}"
            assert "Qzyxwéné" not in real.content.decode()
    assert written() == before


def taken_back():
    """Sent, then taken back to draft by its agent; it keeps its number."""
    contract = ContractFactory(awaiting_client=True, last_name="Qzyxwéné", email="qzyx@exemple.example", city="Zzville")
    return sending.take_back(contract=contract, by=contract.owner)


@pytest.mark.parametrize("who", ["the back-office", "its client"])
def test_a_step_on_a_contract_just_taken_back_says_who_took_it_and_nothing_of_it(who):
    contract = taken_back()
    desk = reader(person(who, contract))
    before, told = written(), set()
    for name, method in product(BY_NUMBER, ("get", "post")):
        answer = getattr(desk, method)(reverse(f"contracts:{name}", args=[contract.number]), TYPED)
        if answer.status_code not in (403, 405):
            assert (answer.status_code, answer["Location"]) == (302, "/"), f"{method} {name}"
            told.add(name)
    desk.get(reverse("contracts:detail", args=[contract.number]))  # a refusal in between has shown the last message
    sentence = sentences(desk.get("/"))[0]
    assert f"{contract.number} a changé entre-temps" in sentence
    assert f"{contract.owner} a repris le contrat pour le modifier" in sentence
    assert "Brouillon" in sentence
    assert not [mark for mark in marks(contract)[1:] if mark in sentence]
    assert told >= ({"detail", "validation", "unpaid"} if who == "the back-office" else {"detail", "document"})
    assert written() == before


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.usefixtures("menu_counted_once")
def test_to_strangers_a_contract_taken_back_is_as_one_that_does_not_exist(who):
    contract = taken_back()
    desk = reader(person(who, contract))
    for name in BY_NUMBER:
        for method in METHODS:
            data = TYPED if method == "post" else None
            numbers = (contract.number, NOBODY)
            real, none = (getattr(desk, method)(reverse(f"contracts:{name}", args=[n]), data) for n in numbers)
            assert (real.status_code, body(real)) == (none.status_code, body(none)), f"{method} {name} as {who}"


@pytest.mark.parametrize("who", PEOPLE)
def test_lists_searches_and_the_home_page_hold_nothing_of_others(who):
    contract = contract_of_others()
    user = person(who, contract)
    desk = reader(user)
    sees = who in SEES
    words = ["", contract.number, "qzyxwene", contract.phone, contract.email, contract.product_name]
    if user.has_right("contracts.view"):
        found = [contract.last_name in desk.get("/contrats/", {"q": each}).content.decode() for each in words]
        assert found == [sees] * len(words)
    for path in ("/", NEW, f"{NEW}?client_q=qzyxwene", "/back-office/"):
        response = desk.get(path)
        if response.status_code == 200 and contract.last_name in response.content.decode():
            assert sees, path


@pytest.mark.parametrize("who", sorted(SEES))
def test_readers_in_scope_see_the_contract(who):
    """The refusals above would also pass if nobody saw anything."""
    contract = contract_of_others()
    desk = reader(person(who, contract))
    assert contract.last_name in desk.get(contract.get_absolute_url()).content.decode()
    assert desk.get(reverse("contracts:signed_document", args=[contract.number])).status_code == 200


@pytest.mark.parametrize("name", [*BY_NUMBER, "list", "new", "queue"])
def test_a_visitor_is_sent_to_the_login(name, client):
    contract = contract_of_others()
    path = reverse(f"contracts:{name}", args=[contract.number] if name in BY_NUMBER else [])
    for method in ("get", "post"):
        response = getattr(client, method)(path)
        assert response.status_code == 302
        assert response.url.startswith("/connexion/")


def test_access_that_is_taken_away_bites_at_the_next_request():
    contract = contract_of_others()
    desk = reader(contract.owner)
    assert desk.get(contract.get_absolute_url()).status_code == 200
    contract.owner.is_active = False
    contract.owner.save()
    assert desk.get(contract.get_absolute_url()).status_code == 302


def test_an_agent_who_changes_agency_keeps_what_they_sold_and_gains_nothing():
    contract = contract_of_others()
    colleague = person("an agent of another agency", contract)
    colleague.organisation = contract.agency
    colleague.save()
    assert reader(colleague).get(contract.get_absolute_url()).status_code == 404
    assert fresh(contract).agency == contract.owner.organisation


def test_a_draft_of_somebody_of_the_office_who_may_sell_is_theirs():
    """The extra right to sell, given in the administration: from the empty page to the client's phone."""
    seller = UserFactory(back_office=True, extra_rights=["contracts.create"])
    desk = reader(seller)
    response = desk.post(NEW, form_data(**KEEP))
    draft = Contract.objects.get()
    assert response.url == reverse("contracts:draft", args=[draft.pk])
    assert desk.get(response.url).status_code == 200
    assert draft.pk in [contract.pk for contract in desk.get("/contrats/").context["page"].records]
    foreign = ContractFactory()
    assert desk.get(reverse("contracts:draft", args=[foreign.pk])).status_code == 404
    assert desk.post(response.url, draft_data(draft, **SEND)).status_code == 302
    assert fresh(draft).status == Status.AWAITING_CLIENT


def test_seller_cannot_validate_their_own_contract():
    seller = UserFactory(back_office=True, extra_rights=["contracts.create"])
    contract = ContractFactory(owner=seller, awaiting_back_office=True)
    with pytest.raises(Refused, match="Une autre personne"):
        confirming.validate(contract=contract, by=seller, reason="Vu en agence")
    assert (
        confirming.validate(contract=contract, by=UserFactory(back_office=True), reason="Vu en agence").status
        == Status.VALIDATED
    )
