"""`Nouveau contrat`: what is typed is kept, what is wrong is said in French, and nothing else is believed."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.models import Contract
from contracts.sales.actions import drafting
from contracts.sales.enums import Status
from crm.models import Client
from tests.contracts.desk import KEEP, NEW, SEND, draft_data, form_data, reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def desk(agent):
    return reader(agent)


def path_of(draft: Contract) -> str:
    return reverse("contracts:draft", args=[draft.pk])


def test_a_complete_form_is_sent_for_signature(desk, agent):
    response = desk.post(NEW, form_data(**SEND))
    contract = Contract.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("contracts:signature", args=[contract.number])
    assert contract.status == Status.AWAITING_CLIENT
    assert contract.owner == agent
    assert contract.agency == agent.organisation
    assert contract.phone == "+33612345678"


def test_the_contract_keeps_identity_and_product_as_they_were_sold(desk):
    product = ProductFactory(name="Audit énergétique", net_price=Decimal("250.00"))
    desk.post(NEW, form_data(product, **SEND))
    product.name, product.net_price = "Autre chose", Decimal("999.00")
    product.save()
    Client.objects.update(last_name="Changée")
    contract = Contract.objects.get()
    assert contract.product_name == "Audit énergétique"
    assert contract.price.gross == Decimal("300.00")
    assert contract.last_name == "Lefèvre"


def test_sending_makes_the_file_of_a_new_client(desk, agent):
    desk.post(NEW, form_data(**SEND))
    client = Client.objects.get()
    assert (client.last_name, client.owner, client.agency) == ("Lefèvre", agent, agent.organisation)
    assert Contract.objects.get().client == client


def test_the_file_of_a_client_belongs_to_the_seller_even_when_the_manager_sends(agent):
    draft = ContractFactory(owner=agent)
    manager = UserFactory(manager=True, organisation=agent.organisation)
    reader(manager).post(path_of(draft), draft_data(draft, **SEND))
    assert Client.objects.get().owner == agent


@pytest.mark.parametrize("button", [SEND, KEEP])
def test_an_empty_form_makes_no_draft(desk, button):
    response = desk.post(NEW, {"kind": "person", "version": "1", "key": str(uuid.uuid4()), **button})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert "id_client_q" in response.content.decode()
    assert not Contract.objects.exists()


@pytest.mark.parametrize("client", ["0", "abc", "-1", "9" * 30, "1 OR 1", "١"])
def test_a_client_that_is_nonsense_is_no_error_of_the_server(desk, client):
    assert desk.get(NEW, {"client": client}).status_code in (200, 404)


def test_valid_values_are_kept_when_another_is_invalid(desk):
    response = desk.post(NEW, form_data(postal_code="abc", **SEND))
    page = response.content.decode()
    draft = Contract.objects.get()
    assert 'value="abc"' in page
    assert 'value="Lefèvre"' in page
    assert (draft.last_name, draft.phone, draft.postal_code) == ("Lefèvre", "+33612345678", "")


def test_a_draft_may_be_kept_half_filled(desk):
    response = desk.post(NEW, {"kind": "person", "last_name": "Lefèvre", "version": "1", **KEEP})
    draft = Contract.objects.get()
    assert response.status_code == 302
    assert response.url == path_of(draft)
    assert (draft.status, draft.number, draft.last_name) == (Status.DRAFT, None, "Lefèvre")


def test_the_empty_page_corrected_twice_makes_one_draft(desk):
    """After an error the page still posts to `Nouveau contrat`: the form's key finds the same draft."""
    first = desk.post(NEW, form_data(postal_code="abc", **SEND))
    shown = first.context["form"].data
    again = shown.dict() | {"postal_code": "69002"}
    assert desk.post(NEW, again).status_code == 302
    assert Contract.objects.get().status == Status.AWAITING_CLIENT


@pytest.mark.parametrize("button", [SEND, KEEP])
def test_the_same_form_sent_twice_makes_one_contract(desk, button):
    typed = form_data(**button)
    desk.post(NEW, typed)
    second = desk.post(NEW, typed)
    contract = Contract.objects.get()
    assert second.status_code == 302
    assert Contract.objects.count() == Client.objects.count() + (button is KEEP)
    assert contract.status == (Status.DRAFT if button is KEEP else Status.AWAITING_CLIENT)


def test_a_form_of_the_new_page_does_not_overwrite_what_another_tab_changed(desk):
    typed = form_data(**KEEP)
    desk.post(NEW, typed)
    draft = Contract.objects.get()
    desk.post(path_of(draft), draft_data(draft, city="Villeurbanne", **KEEP))
    response = desk.post(NEW, typed | {"city": "Bron"})
    assert response.status_code == 409
    assert Contract.objects.get().city == "Villeurbanne"


def test_a_key_that_served_somebody_else_writes_nothing(desk):
    foreign = ContractFactory()
    response = desk.post(NEW, form_data(key=str(foreign.creation_key), last_name="Intrus", **SEND))
    assert response.status_code == 302
    foreign.refresh_from_db()
    assert foreign.last_name != "Intrus"
    assert Contract.objects.count() == 1


def test_a_stale_draft_is_told_and_not_overwritten(desk, agent):
    draft = ContractFactory(owner=agent)
    opened = draft_data(draft, **KEEP)
    desk.post(path_of(draft), opened | {"city": "Villeurbanne"})
    response = desk.post(path_of(draft), opened | {"city": "Bron"})
    assert response.status_code == 409
    assert "a changé entre-temps" in response.content.decode()
    assert 'value="Bron"' in response.content.decode()
    assert Contract.objects.get().city == "Villeurbanne"
    assert desk.post(path_of(draft), response.context["form"].data.dict()).status_code == 302
    assert Contract.objects.get().city == "Bron"


def test_a_draft_without_version_is_stale(desk, agent):
    draft = ContractFactory(owner=agent)
    assert desk.post(path_of(draft), draft_data(draft, city="Bron", version=None, **KEEP)).status_code == 409


def test_fields_that_the_form_does_not_have_change_nothing(desk, agent):
    other = UserFactory()
    extra = {
        "status": Status.VALIDATED,
        "owner": other.pk,
        "owner_id": other.pk,
        "agency": other.organisation_id,
        "net_price": "0.01",
        "vat_rate": "0",
        "duration_months": "99",
        "number": "CT-2026-000001",
        "signed_at": "2026-01-01",
        "signature_channel": "client",
        "client": ClientFactory().pk,
        "document": "1",
        "search_text": "x",
    }
    product = ProductFactory(net_price=Decimal("250.00"))
    desk.post(NEW, form_data(product, **extra, **KEEP))
    draft = Contract.objects.get()
    assert (draft.status, draft.owner, draft.agency) == (Status.DRAFT, agent, agent.organisation)
    assert (draft.net_price, draft.vat_rate, draft.duration_months) == (Decimal("250.00"), Decimal("20.00"), None)
    assert (draft.number, draft.signed_at, draft.signature_channel, draft.client) == (None, None, "", None)


def test_the_price_is_the_one_of_the_catalogue_when_the_form_is_sent(desk, agent):
    """The page shows the catalogue's price: what was noted when the draft was begun must not be sold."""
    product = ProductFactory(net_price=Decimal("100.00"))
    draft = ContractFactory(owner=agent, product=product)
    product.net_price = Decimal("150.00")
    product.save()
    desk.post(path_of(draft), draft_data(draft, **SEND))
    assert Contract.objects.get().net_price == Decimal("150.00")


def test_a_product_no_longer_sold_cannot_be_sent(desk, agent):
    draft = ContractFactory(owner=agent, product__is_active=False)
    response = desk.post(path_of(draft), draft_data(draft, **SEND))
    assert response.status_code == 422
    assert "product" in response.context["form"].errors


def test_a_draft_is_thrown_away_after_asking(desk, agent):
    draft = ContractFactory(owner=agent)
    path = reverse("contracts:draft_deletion", args=[draft.pk])
    assert desk.get(path).status_code == 200
    assert Contract.objects.count() == 1
    assert desk.post(path).url == reverse("contracts:list")
    assert Contract.objects.count() == 0


def test_a_draft_that_was_sent_once_is_kept(desk, agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    desk.post(reverse("contracts:modification", args=[contract.number]))
    response = desk.post(reverse("contracts:draft_deletion", args=[contract.pk]), follow=True)
    assert "ne peut plus être supprimé" in response.content.decode()
    assert Contract.objects.get().number == contract.number


def test_a_contract_sent_again_keeps_its_number(desk, agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    desk.post(reverse("contracts:modification", args=[contract.number]))
    draft = Contract.objects.get()
    assert draft.status == Status.DRAFT
    desk.post(path_of(draft), draft_data(draft, city="Bron", **SEND))
    again = Contract.objects.get()
    assert (again.status, again.number, again.city) == (Status.AWAITING_CLIENT, contract.number, "Bron")


def test_a_draft_of_the_agency_is_not_shown_to_the_back_office(agent):
    draft = ContractFactory(owner=agent)
    assert reader(back_office()).get(path_of(draft)).status_code == 403


def test_numbers_follow_each_other_within_a_year(desk):
    for _ in range(3):
        desk.post(NEW, form_data(**SEND))
    numbers = list(Contract.objects.order_by("pk").values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == [1, 2, 3]


@pytest.mark.parametrize("number", ["10" * 12, "0"])
def test_a_draft_number_beyond_the_database_is_not_found(desk, number):
    assert desk.get(f"/contrats/brouillons/{number}/").status_code == 404


def test_a_nul_byte_in_the_search_of_clients_is_refused(desk):
    assert desk.get(f"{NEW}?client_q=a%00b").status_code == 400


@pytest.mark.parametrize("step", ["", "suppression/"])
def test_a_draft_deleted_in_another_tab_is_told_not_an_error(desk, agent, monkeypatch, step):
    """The other tab is faster between the reading of this page's draft and its lock."""
    draft = ContractFactory(owner=agent)
    path = f"{path_of(draft)}{step}"

    def found_then_deleted(user, pk):
        Contract.objects.filter(pk=pk).delete()
        return draft

    monkeypatch.setattr("contracts.pages.views.drafts.draft_for", found_then_deleted)
    page = desk.post(path, form_data(version=1, **KEEP), follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert "a été supprimé entre-temps." in page.content.decode()


def test_a_draft_emptied_in_another_tab_while_it_is_sent_is_not_sent(desk, agent, monkeypatch):
    """The other tab saves between the check of this form and the sending: what is there now is not complete."""
    draft = ContractFactory(owner=agent)
    checked = drafting.change_draft

    def change_then_the_other_tab(**step):
        saved = checked(**step)
        emptied = {"email": "", "product": None}
        checked(contract=saved, values=emptied, version=saved.version, by=agent)
        return saved

    monkeypatch.setattr("contracts.pages.views.drafts.drafting.change_draft", change_then_the_other_tab)
    page = desk.post(path_of(draft), draft_data(draft, **SEND), follow=True)
    assert page.redirect_chain == [(path_of(draft), 302)]
    assert "La fiche a changé entre-temps" in page.content.decode()
    assert Contract.objects.get().status == Status.DRAFT
