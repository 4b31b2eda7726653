"""The draft of `Nouveau contrat` saves itself: what is valid is kept, what others changed is never overwritten."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.core.values import dates
from tests.contracts.desk import KEEP, NEW, SEND, draft_data, form_data, reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
BEGIN = "/contrats/brouillons/enregistrement/"


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def desk(agent):
    return reader(agent)


def go_on(draft: Contract) -> str:
    return reverse("contracts:draft_autosave", args=[draft.pk])


def version_in(response) -> str:
    return re.search(r'data-version="(\d+)"', response.content.decode())[1]


def test_the_first_words_make_a_draft_and_the_page_learns_its_address(desk, agent):
    response = desk.post(BEGIN, {"kind": "person", "last_name": "Lefèvre", "version": "1", "key": str(uuid.uuid4())})
    draft = Contract.objects.get()
    page = response.content.decode()
    assert (draft.owner, draft.last_name, draft.status) == (agent, "Lefèvre", Status.DRAFT)
    assert "Brouillon enregistré à" in page
    assert f'data-address="/contrats/brouillons/{draft.pk}/"' in page


def test_an_empty_form_is_not_saved(desk):
    assert desk.post(BEGIN, {"kind": "person", "version": "1", "key": str(uuid.uuid4())}).status_code == 204
    assert not Contract.objects.exists()


def test_the_same_page_saves_one_draft_again_and_again(desk):
    typed = form_data(city="")
    for city in ("Ly", "Lyon", "Lyon"):
        typed |= {"city": city, "version": version_in(desk.post(BEGIN, typed | {"city": city}))}
    draft = Contract.objects.get()
    assert (draft.city, draft.version) == ("Lyon", 2)
    assert desk.post(NEW, typed | SEND).status_code == 302
    assert Contract.objects.get().status == Status.AWAITING_CLIENT


def test_what_is_wrong_is_named_and_the_rest_is_kept(desk):
    response = desk.post(BEGIN, form_data(phone="06 12", postal_code="B-1000"))
    draft = Contract.objects.get()
    assert "à corriger : code postal, mobile" in response.content.decode()
    assert (draft.last_name, draft.phone, draft.postal_code) == ("Lefèvre", "", "")


def test_the_answer_tells_lines_amount_and_summary(desk):
    page = desk.post(BEGIN, form_data(ProductFactory(name="Audit", net_price=1000))).content.decode()
    assert "Hélène Lefèvre, Lyon" in page
    assert "Faire signer · 1\xa0200,00\xa0€" in page
    assert "1\xa0200,00\xa0€ TTC, en une seule fois" in page


def test_a_second_tab_is_told_and_overwrites_nothing(desk, agent):
    draft = ContractFactory(owner=agent)
    opened = draft_data(draft)
    assert desk.post(go_on(draft), opened | {"city": "Bron"}).status_code == 200
    response = desk.post(go_on(draft), opened | {"city": "Givors"})
    assert response.status_code == 409
    assert "dans un autre onglet" in response.content.decode()
    draft.refresh_from_db()
    assert draft.city == "Bron"


def test_a_contract_sent_meanwhile_is_not_changed(desk, agent):
    draft = ContractFactory(owner=agent)
    opened = draft_data(draft)
    desk.post(reverse("contracts:draft", args=[draft.pk]), opened | SEND)
    response = desk.post(go_on(draft), opened | {"city": "Bron"})
    assert response.status_code == 409
    assert "n’est plus un brouillon" in response.content.decode()
    draft.refresh_from_db()
    assert draft.city != "Bron"


def test_typing_leaves_one_line_in_the_history_and_a_later_day_another(desk, agent, clock):
    typed = form_data()
    for city in ("Lyon", "Bron", "Givors"):
        typed["version"] = version_in(desk.post(BEGIN, typed | {"city": city}))
    draft = Contract.objects.get()
    assert verbs(draft) == ["contracts.drafted"]
    clock.move_to(dates.now() + timedelta(hours=2))
    desk.force_login(agent)
    desk.post(go_on(draft), typed | {"city": "Nantes"})
    assert verbs(draft) == ["contracts.drafted", "contracts.changed"]


def test_a_product_retired_meanwhile_is_named_and_the_draft_lives_on(desk):
    product = ProductFactory()
    typed = form_data(product)
    type(product).objects.update(is_active=False)
    assert "à corriger : produit" in desk.post(BEGIN, typed).content.decode()
    assert Contract.objects.get().last_name == "Lefèvre"


def test_a_picked_client_goes_along(desk, agent):
    client = ClientFactory(owner=agent)
    desk.post(f"{BEGIN}?client={client.pk}", form_data())
    assert Contract.objects.get().client == client
    assert desk.post(f"{BEGIN}?client={ClientFactory().pk}", form_data()).status_code == 404


def test_drafts_and_clients_of_others_stay_out_of_reach(desk, agent):
    foreign = ContractFactory()
    assert desk.post(go_on(foreign), draft_data(foreign, city="Bron")).status_code == 404
    assert desk.post(BEGIN, form_data(key=str(foreign.creation_key))).status_code == 409
    ClientFactory(owner=agent, last_name="Perrinet"), ClientFactory(last_name="Perrinard")
    page = desk.get("/suggestions/clients/?q=perrin").content.decode()
    assert "Perrinet" in page
    assert "Perrinard" not in page
    assert desk.get(f"/suggestions/clients/?q=perrin&brouillon={foreign.pk}").status_code == 404


@pytest.mark.parametrize("query", ["q=p", "q=", "", "q=perrin&brouillon=x", f"q=perrin&brouillon={'9' * 40}"])
def test_a_question_that_is_nonsense_gets_no_suggestion(desk, query):
    response = desk.get(f"/suggestions/clients/?{query}")
    assert response.status_code == 200
    assert 'role="option"' not in response.content.decode()


def test_who_may_not_sell_saves_no_draft():
    desk = reader(UserFactory(role="presales"))
    assert desk.post(BEGIN, form_data(**KEEP)).status_code == 403
    assert desk.get("/suggestions/clients/?q=perrin").status_code == 403
