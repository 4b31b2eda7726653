"""A client's own pages: home, contracts, documents, one contract."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from contracts.models import Contract
from portal.access.roles import Role
from tests.client import StrictClient
from tests.contracts.cast import TRAITS, contract_in
from tests.contracts.desk import reader
from tests.contracts.space.cast import owned, with_real_pages
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, back_office, link_sent

pytestmark = pytest.mark.django_db
HIDDEN = ("Origine", "back-office", "La balle est chez", "Messages au client", "SHA-256", "Ctrl", "Back-office")


def page_of(person, path: str) -> str:
    return reader(person).get(path).content.decode()


def test_a_client_has_a_layout_of_their_own_and_others_have_theirs():
    own, staff = page_of(UserFactory(client=True), "/"), page_of(UserFactory(), "/")
    assert 'class="client__nav"' in own
    assert "sidebar" not in own
    assert "data-search" not in own
    assert "client__nav" not in staff
    assert "sidebar" in staff


def test_a_client_s_menu_has_what_they_have():
    person = UserFactory(client=True)
    words = page_of(person, "/aide/")
    assert "Mes contrats" not in words
    assert "Mes commandes" not in words
    contract = ContractFactory(awaiting_client=True)
    owned(contract, person)
    words = page_of(person, "/aide/")
    assert "Mes contrats" in words
    assert "Mes documents" in words
    assert "Mes factures" not in words


def test_home_begins_with_what_is_to_sign():
    contract = ContractFactory(awaiting_client=True)
    words = page_of(owned(contract), "/")
    sign = reverse("contracts:own_signature", args=[contract.number])
    assert words.index("À signer") < words.index(contract.product_name) < words.index(sign)
    assert "TTC" in words


def test_home_shows_the_adviser_with_a_phone_that_dials():
    contract = ContractFactory(validated=True)
    owner = contract.client.owner
    owner.phone = "+33478000011"
    owner.save()
    words = page_of(owned(contract), "/")
    assert owner.get_full_name() in words
    assert 'href="tel:+33478000011"' in words
    assert f"mailto:{owner.email}" in words


def test_the_photo_of_an_adviser_is_for_their_clients():
    contract = ContractFactory(validated=True)
    person = owned(contract)
    assert reader(person).get("/mon-conseiller/photo/").status_code == 404
    contract.owner.photo.save("portrait.jpg", ContentFile(b"\xff\xd8\xff portrait"))
    photo = reader(person).get("/mon-conseiller/photo/")
    assert b"portrait" in b"".join(photo)
    assert photo["Cache-Control"] == "no-store, private"
    assert 'src="/mon-conseiller/photo/"' in page_of(person, "/")
    assert reader(UserFactory(client=True)).get("/mon-conseiller/photo/").status_code == 404
    assert reader(contract.owner).get("/mon-conseiller/photo/").status_code == 403


@pytest.mark.parametrize("status", [status for status, trait in TRAITS.items() if trait])
def test_a_contract_s_page_speaks_to_its_client(status):
    contract = contract_in(status)
    words = page_of(owned(contract), contract.get_absolute_url())
    assert f"<h1>{contract.product_name}</h1>" in words.replace("\n", "")
    assert not [word for word in HIDDEN if word in words.split("<main")[1]]
    assert contract.get_status_display() not in words


@pytest.mark.parametrize(
    ("trait", "may"),
    [
        ("awaiting_client", False),
        ("awaiting_back_office", True),
        ("validated", True),
        ("unpaid", True),
        ("withdrawn", False),
        ("unreachable_unsigned", False),
    ],
)
def test_a_signed_contract_can_be_given_up_within_the_period_and_says_its_last_day(trait, may):
    contract = ContractFactory(**{trait: True})
    for path in ("/", "/mes-contrats/", contract.get_absolute_url()):
        words = page_of(owned(contract), path)
        assert (f"/contrats/{contract.number}/renoncer/" in words) == may
        assert ("Vous pouvez renoncer jusqu’au" in words) == may


def test_after_the_period_nothing_is_offered_any_more(clock):
    contract = ContractFactory(validated=True)
    person = owned(contract)
    clock.shift(60 * 24 * 3600)
    assert "renoncer" not in page_of(person, contract.get_absolute_url())


def test_documents_are_the_signed_ones_or_those_to_sign():
    sealed = ContractFactory(sealed=True)
    words = page_of(owned(sealed), "/mes-documents/")
    assert f"/contrats/{sealed.number}/document-signe/?telecharger=1" in words
    assert f"/contrats/{sealed.number}/document/?" not in words
    assert "Aucun document" in page_of(UserFactory(client=True), "/mes-documents/")


def test_a_reading_page_shows_each_page_with_its_size_and_words():
    contract = with_real_pages()
    for person in (owned(contract), contract.owner, back_office()):
        words = page_of(person, reverse("contracts:reading", args=[contract.number]))
        assert 'alt="Page 2 sur 3"' in words
        assert f"/contrats/{contract.number}/document/?page=3" in words
        assert words.count('loading="lazy"') == 2
        assert "Télécharger le PDF" in words
        assert "<iframe" not in words


def test_without_pictures_the_pdf_is_offered():
    contract = ContractFactory(awaiting_client=True)
    words = page_of(contract.owner, reverse("contracts:reading", args=[contract.number]))
    assert "L’aperçu n’est pas disponible" in words
    assert "Télécharger le PDF" in words


def test_a_page_is_for_those_who_may_read_the_pdf():
    contract = with_real_pages()
    path = reverse("contracts:document", args=[contract.number])
    for person in (owned(contract), contract.owner, back_office()):
        assert reader(person).get(f"{path}?page=1")["Content-Type"] == "image/webp"
    other = ContractFactory(awaiting_client=True)
    for person in (owned(other), other.owner, UserFactory(client=True), UserFactory(role=Role.MANAGER)):
        assert reader(person).get(f"{path}?page=1").status_code == 404
    assert reader(UserFactory(role=Role.PARTNER)).get(f"{path}?page=1").status_code == 403
    assert reader(contract.owner).get(f"{path}?page=4").status_code == 404


def test_pages_behind_a_link_are_for_who_passed_its_gate():
    contract = with_real_pages()
    path, phone = link_sent(contract), StrictClient()
    refused = StrictClient().get(f"{path}document/?page=1")
    assert (refused.status_code, refused["Location"]) == (302, path)
    phone.post(path, {"passage": "1", "birth_date": f"{contract.birth_date:%d/%m/%Y}"})
    assert f"{path}document/?page=2" in phone.get(path).content.decode()
    assert phone.get(f"{path}document/?page=1")["Content-Type"] == "image/webp"


def test_the_former_address_of_the_space_leads_home():
    assert reader(UserFactory(client=True)).get("/mon-espace/")["Location"] == "/"


def test_the_list_of_the_staff_leads_a_client_to_their_own():
    assert reader(UserFactory(client=True)).get("/contrats/")["Location"] == "/mes-contrats/"
    assert reader(UserFactory()).get("/contrats/").status_code == 200


def test_pages_cost_the_same_few_queries_however_many_contracts(django_assert_num_queries):
    contract = ContractFactory(sealed=True)
    browser = reader(owned(contract))
    pages = {"/": 15, "/mes-contrats/": 5, "/mes-documents/": 5, contract.get_absolute_url(): 6}
    for _time in range(2):
        for path, count in pages.items():
            browser.get(path)
            with django_assert_num_queries(count):
                browser.get(path)
        for _more in range(2):
            more = ContractFactory(sealed=True, owner=contract.owner)
            Contract.objects.filter(pk=more.pk).update(client=contract.client_id)
