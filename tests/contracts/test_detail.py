"""`Détails` (S10) and `Dupliquer`: everything of one contract, the way on in its list, and a copy of it."""

import uuid
from decimal import Decimal
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.enums import CallOutcome, Status
from contracts.signature.actions import sending
from portal.messaging.models import Message
from portal.messaging.states import Channel, State
from tests.contracts.desk import fresh, reader, sentences, verbs
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office, codes_queued
from tests.factories.messages import queued_mail

pytestmark = pytest.mark.django_db


def page_of(response):
    return html.fromstring(response.content.decode())


def ways(response) -> dict:
    """Where `Précédent` and `Suivant` lead."""
    return {link.get("rel"): link.get("href") for link in page_of(response).xpath("//a[@rel='prev' or @rel='next']")}


def copy(client, contract, key=None):
    return client.post(reverse("contracts:duplication", args=[contract.number]), {"key": key or uuid.uuid4()})


# --- the page -------------------------------------------------------------------------


def test_the_client_does_not_read_what_the_house_notes_for_itself():
    contract, office = ContractFactory(awaiting_back_office=True), back_office()
    contract.client.account = UserFactory(client=True)
    contract.client.save()
    confirming.log_call(contract=contract, outcome=CallOutcome.NO_ANSWER, note="Sonne dans le vide", by=office)
    confirming.declare_unpaid(contract=contract, reason="Compte clos à la banque", by=office)
    copy(reader(contract.owner), contract)
    own, colleague = (
        reader(user).get(contract.get_absolute_url()).content.decode()
        for user in (contract.client.account, contract.owner)
    )
    for note in ("Sonne dans le vide", "Compte clos", "appelé le client", "copie de celui-ci"):
        assert note in colleague
        assert note not in own
    assert "a déclaré le contrat impayé" in colleague
    assert "Paiement en attente" in own


def test_a_draft_has_no_window_but_its_form():
    draft = ContractFactory(awaiting_client=True)
    draft = sending.take_back(contract=draft, by=draft.owner)
    response = reader(draft.owner).get(reverse("contracts:detail", args=[draft.number]))
    assert response.url == reverse("contracts:draft", args=[draft.pk])


def test_the_page_costs_the_same_few_queries_however_long_its_story(contract, django_assert_num_queries):
    desk = reader(contract.owner)
    with django_assert_num_queries(9):
        desk.get(contract.get_absolute_url())
    for last in "123":
        sending.change_mobile(contract=fresh(contract), phone=f"+3361299999{last}", by=contract.owner)
    with django_assert_num_queries(9):
        desk.get(contract.get_absolute_url())


@pytest.mark.parametrize("trait", ["awaiting_client", "awaiting_back_office", "validated", "unpaid"])
def test_the_office_pays_no_more_than_ten_queries(trait, django_assert_max_num_queries):
    contract = ContractFactory(**{trait: True})
    desk = reader(back_office())
    with django_assert_max_num_queries(10):
        desk.get(contract.get_absolute_url())


def test_anothers_contract_does_not_exist(contract):
    assert reader(UserFactory()).get(contract.get_absolute_url()).status_code == 404


def test_the_right_to_renounce_is_told_while_it_lasts():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as clock:
        contract = ContractFactory(validated=True)
        told = "Le client peut renoncer au contrat jusqu’au 24\u00a0mars\u00a02026 inclus."
        assert told in reader(contract.owner).get(contract.get_absolute_url()).content.decode()
        clock.move_to("2026-03-25T00:00:01+01:00")
        assert "peut renoncer" not in reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    withdrawn = ContractFactory(withdrawn=True)
    assert "peut renoncer" not in reader(withdrawn.owner).get(withdrawn.get_absolute_url()).content.decode()


# --- previous and next --------------------------------------------------------------------------------


@pytest.fixture
def three():
    """Three sent contracts of one agent, newest first, with a draft and another's contract among them."""
    agent = UserFactory()
    oldest = ContractFactory(awaiting_client=True, owner=agent, last_name="Aubert")
    ContractFactory(owner=agent)
    middle = ContractFactory(submitted=True, owner=agent, last_name="Zola")
    ContractFactory(awaiting_client=True)
    newest = ContractFactory(awaiting_client=True, owner=agent, last_name="Martin")
    return newest, middle, oldest


def test_previous_and_next_follow_the_usual_list_past_drafts_and_strangers(three):
    newest, middle, oldest = three
    desk = reader(newest.owner)
    assert ways(desk.get(newest.get_absolute_url())) == {"next": middle.get_absolute_url()}
    assert ways(desk.get(middle.get_absolute_url())) == {
        "prev": newest.get_absolute_url(),
        "next": oldest.get_absolute_url(),
    }
    assert ways(desk.get(oldest.get_absolute_url())) == {"prev": middle.get_absolute_url()}


def test_they_follow_the_sort_and_the_filters_of_the_list_one_came_from(three):
    martin, zola, aubert = three
    desk = reader(martin.owner)
    here = "?" + urlencode({"liste": "tri=client"})
    assert ways(desk.get(martin.get_absolute_url() + here)) == {
        "prev": aubert.get_absolute_url() + here,
        "next": zola.get_absolute_url() + here,
    }
    here = "?" + urlencode({"liste": "q=aubert"})
    assert ways(desk.get(aubert.get_absolute_url() + here)) == {}
    back = page_of(desk.get(aubert.get_absolute_url() + here)).xpath("//a[@class='page-header__back']")[0]
    assert back.get("href") == "/contrats/?q=aubert"


def test_the_list_gives_its_own_state_to_the_links_it_shows(three):
    response = reader(three[0].owner).get("/contrats/?tri=client&q=zola&rien=1")
    link = page_of(response).xpath("//article//a[@data-peek]")[0]
    assert link.get("href") == three[1].get_absolute_url() + "?" + urlencode({"liste": "q=zola&tri=client"})


@pytest.mark.parametrize(
    "nonsense",
    [
        "tri=owner__password",
        "statut=__class__",
        "q=%00",
        "suite=%%%",
        "&".join(["a=1"] * 500),
        "é" * 5000,
        "cree_du=9999",
    ],
)
def test_a_forged_list_is_the_usual_one_never_an_error(three, nonsense):
    response = reader(three[0].owner).get(three[0].get_absolute_url(), {"liste": nonsense})
    assert response.status_code == 200


# --- what was sent to the client ----------------------------------------------------------------------


def test_each_sms_says_how_far_it_got_and_a_lost_one_leads_to_the_number(contract):
    codes_queued(contract).update(
        state=State.FAILED, error_sentence="Ce numéro n’existe pas.", body_text="", body_html=""
    )
    text = reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    assert "Échec\u00a0: Ce numéro n’existe pas." in text
    assert "Le client n’a pas reçu son code" in text
    assert reverse("contracts:mobile", args=[contract.number]) in text


def test_a_sent_sms_is_no_alarm_and_a_signed_contract_offers_no_other_number():
    signed = ContractFactory(awaiting_back_office=True)
    text = reader(signed.owner).get(signed.get_absolute_url()).content.decode()
    assert "Code de signature" in text
    assert "Le client n’a pas reçu son code" not in text
    assert reverse("contracts:mobile", args=[signed.number]) not in text


def test_mail_to_the_team_is_not_shown_as_sent_to_the_client(contract):
    about = {"about_type": "contracts.contract", "about_id": str(contract.pk)}
    queued_mail("Signature bloquée", recipient="bureau@comptoir.example", **about)
    queued_mail("Votre contrat", recipient=contract.email, **about)
    text = reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    assert "Votre contrat" in text
    assert "bureau@comptoir.example" not in text
    assert Message.objects.filter(channel=Channel.EMAIL).count() >= 2


# --- a copy -------------------------------------------------------------------------------------------


def test_a_copy_is_a_draft_for_the_same_client_at_todays_price_told_by_both_histories():
    contract = ContractFactory(validated=True)
    contract.product.net_price = Decimal("999.00")
    contract.product.save()
    contract.client.city = "Villeurbanne"
    contract.client.save()
    response = copy(reader(contract.owner), contract)
    draft = Contract.objects.get(status=Status.DRAFT)
    assert response.url == draft.get_absolute_url()
    assert (draft.client, draft.product, draft.net_price) == (contract.client, contract.product, Decimal("999.00"))
    assert (draft.city, draft.last_name, draft.owner) == ("Villeurbanne", contract.last_name, contract.owner)
    assert (draft.number, draft.start_date, draft.signed_at, draft.document) == (None, None, None, None)
    assert verbs(draft) == ["contracts.drafted_as_copy"]
    assert verbs(contract)[-1] == "contracts.duplicated"
    assert fresh(contract).version == contract.version


def test_a_double_click_makes_one_copy(contract):
    desk, key = reader(contract.owner), uuid.uuid4()
    assert copy(desk, contract, key).url == copy(desk, contract, key).url
    assert Contract.objects.filter(status=Status.DRAFT).count() == 1
    assert verbs(contract).count("contracts.duplicated") == 1


def test_a_product_no_longer_sold_is_left_to_choose(contract):
    contract.product.is_active = False
    contract.product.save()
    desk = reader(contract.owner)
    response = copy(desk, contract)
    assert "plus en vente" in sentences(desk.get(response.url))[0]
    assert Contract.objects.get(status=Status.DRAFT).product is None


def test_the_key_of_anothers_form_gives_nothing_away(contract):
    other = ContractFactory(awaiting_client=True)
    key = uuid.uuid4()
    copy(reader(other.owner), other, key)
    copy(reader(contract.owner), contract, key)
    assert not Contract.objects.filter(owner=contract.owner, status=Status.DRAFT).exists()


def test_a_client_that_went_to_another_agent_gets_a_new_file(contract):
    contract.client.owner = UserFactory()
    contract.client.save()
    copy(reader(contract.owner), contract)
    draft = Contract.objects.get(status=Status.DRAFT)
    assert draft.client is None
    assert draft.display_name == contract.display_name


@pytest.mark.parametrize("key", ["", "x", "1" * 500])
def test_a_form_without_its_key_copies_nothing(contract, key):
    assert copy(reader(contract.owner), contract, key or " ").url == contract.get_absolute_url()
    assert not Contract.objects.filter(status=Status.DRAFT).exists()


def test_only_those_who_sell_copy_and_only_what_they_see(contract):
    assert copy(reader(back_office()), contract).status_code == 403
    assert copy(reader(UserFactory()), contract).status_code == 404
    manager = UserFactory(manager=True, organisation=contract.agency)
    copy(reader(manager), contract)
    assert Contract.objects.get(status=Status.DRAFT).owner == manager
    assert reader(contract.owner).get(reverse("contracts:duplication", args=[contract.number])).status_code == 405


# --- a new contract from elsewhere --------------------------------------------------------------------


def test_the_form_starts_with_the_client_and_the_product_it_is_asked_for():
    agent, product = UserFactory(), ProductFactory()
    client = ClientFactory(owner=agent)
    page = page_of(reader(agent).get(f"/contrats/nouveau/?client={client.pk}&produit={product.pk}"))
    assert page.xpath("//input[@name='last_name']")[0].get("value") == client.last_name
    assert page.xpath("//input[@name='product'][@checked]")[0].get("value") == str(product.pk)


@pytest.mark.parametrize("wanted", ["x", "-1", "999999", "9" * 40, "٣"])
def test_a_product_nobody_sells_is_left_to_choose(wanted):
    page = page_of(reader(UserFactory()).get(f"/contrats/nouveau/?produit={wanted}"))
    assert page.xpath("//input[@name='product'][@checked]") == []
