"""The catalogue is read by sellers and edited under `L'offre`, version by version."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from catalog.models import Partner, Product, Revision
from catalog.offer import actions
from catalog.offer.sheets import KINDS, PRODUCTS
from portal.access.roles import Role
from portal.audit.history import history_of
from portal.core.values import dates
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import ContractOfferFactory, PartnerContractFactory, PartnerFactory
from tests.factories.catalog import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


def typed(product, **more) -> dict:
    return {
        "name": product.name,
        "reference": product.reference,
        "summary": product.summary,
        "description": product.description,
        "billing": product.billing,
        "net_price": "250,00",
        "vat_rate": "20.00",
        "version": product.version,
        "titre_0": "",
        "texte_0": "",
    } | more


def url(product) -> str:
    return f"/offre/produits/{product.pk}/"


def test_sellers_read_the_catalogue_and_may_not_edit_it(login):
    product = ProductFactory(name="Audit énergétique")
    client = login(UserFactory())
    assert b"Audit \xc3\xa9nerg\xc3\xa9tique" in client.get("/catalogue/produits/").content
    assert client.get(f"/catalogue/produits/{product.pk}/").status_code == 200
    assert client.get("/offre/produits/").status_code == 403
    assert client.post(url(product), typed(product, name="Autre")).status_code == 403


def test_partners_of_the_portal_see_no_catalogue(login):
    assert login(UserFactory(role=Role.PARTNER)).get("/catalogue/produits/").status_code == 403


def test_catalogue_is_searched_without_accents_and_filtered_by_partner(office):
    partner = PartnerFactory(name="Génération Vie")
    ContractOfferFactory(partner=partner, name="Épargne Sérénité")
    ContractOfferFactory(name="Retraite")
    page = office.get("/catalogue/contrats/", {"q": "serenite"}).content.decode()
    assert "Épargne Sérénité" in page
    assert "Retraite" not in page
    page = office.get("/catalogue/contrats/", {"partenaire": partner.pk}).content.decode()
    assert "Épargne Sérénité" in page
    assert ">Retraite<" not in page


def test_catalogue_of_500_rows_asks_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    Product.objects.bulk_create(ProductFactory.build_batch(500))
    office.get("/catalogue/produits/")
    with django_assert_max_num_queries(8):
        page = office.get("/catalogue/produits/").content.decode()
    assert page.count("<tr>") > 500


def test_change_is_published_with_its_difference(office):
    product = ProductFactory(name="Audit")
    assert (
        office.post(url(product), typed(product, name="Audit complet", titre_0="Durée", texte_0="Un an.")).status_code
        == 302
    )
    product.refresh_from_db()
    assert (product.name, product.version) == ("Audit complet", 2)
    assert [each.title for each in product.conditions.all()] == ["Durée"]
    page = office.get(f"{url(product)}versions/").content.decode()
    assert "Audit complet" in page


def test_stale_edit_is_told_and_keeps_what_was_typed(office):
    product = ProductFactory()
    seen = product.version
    office.post(url(product), typed(product, name="Premier"))
    response = office.post(url(product), typed(product, name="Second", version=seen))
    assert response.status_code == 409
    assert "Second" in response.content.decode()
    product.refresh_from_db()
    assert product.name == "Premier"


def test_version_of_tomorrow_is_published_at_midnight_in_paris(office):
    product = ProductFactory(name="Audit")
    tomorrow = dates.today() + timedelta(days=1)
    office.post(url(product), typed(product, name="Audit 2027", on=f"{tomorrow:%d/%m/%Y}"))
    assert actions.publish_due(KINDS) == 0
    product.refresh_from_db()
    assert product.name == "Audit"
    with time_machine.travel(dates.start_of_day(tomorrow), tick=False):
        assert actions.publish_due(KINDS) == 1
    product.refresh_from_db()
    assert product.name == "Audit 2027"
    assert history_of(product)[0].event.verb == "offer.published"


def test_second_scheduled_version_replaces_the_first(office):
    product = ProductFactory(name="Audit")
    day = f"{dates.today() + timedelta(days=5):%d/%m/%Y}"
    office.post(url(product), typed(product, name="Un", on=day))
    product.refresh_from_db()
    office.post(url(product), typed(product, name="Deux", on=day))
    states = list(Revision.objects.order_by("pk").values_list("state", "values__name"))
    assert states == [("cancelled", "Un"), ("scheduled", "Deux")]


def test_past_day_is_refused_at_its_field(office):
    product = ProductFactory()
    response = office.post(url(product), typed(product, on="01/01/2020"))
    assert response.status_code == 422
    assert "Cette date est passée" in response.content.decode()


def test_price_change_touches_no_frozen_contract(office):
    from tests.factories.contracts import ContractFactory

    contract = ContractFactory(awaiting_client=True)
    before = contract.product_snapshot
    office.post(url(contract.product), typed(contract.product, net_price="999,00"))
    contract.refresh_from_db()
    assert contract.product_snapshot == before
    contract.product.refresh_from_db()
    assert contract.product.net_price == Decimal("999.00")


def test_used_product_retires_and_is_not_deleted(office):
    from tests.factories.contracts import ContractFactory

    product = ContractFactory().product
    response = office.post(f"{url(product)}suppression/", follow=True)
    assert "Cette fiche est déjà utilisée" in response.content.decode()
    assert office.post(f"{url(product)}retrait/").status_code == 302
    product.refresh_from_db()
    assert not product.is_active
    assert product not in Product.objects.on_sale()
    office.post(f"{url(product)}remise-en-vente/")
    product.refresh_from_db()
    assert product.is_active


def test_unused_partner_is_deleted_and_a_used_one_is_kept(office):
    unused, used = PartnerFactory(), PartnerContractFactory().partner
    office.post(f"/offre/partenaires/{unused.pk}/suppression/")
    office.post(f"/offre/partenaires/{used.pk}/suppression/")
    assert list(Partner.objects.all()) == [used]


def test_same_form_sent_twice_creates_one_partner(office):
    data = {"name": "Mutuelle", "reference_alphabet": "alnum", "key": "6f0b3d1c-5a1e-4a53-9d3c-2f1a0a7a3c11"}
    assert office.post("/offre/partenaires/nouveau/", data).status_code == 302
    office.post("/offre/partenaires/nouveau/", data | {"name": "Mutuelle bis"})
    assert Partner.objects.count() == 1


def test_name_in_use_is_said_at_its_field(office):
    PartnerFactory(name="Mutuelle")
    response = office.post("/offre/partenaires/nouveau/", {"name": "MUTUELLE", "reference_alphabet": "alnum"})
    assert response.status_code == 422
    assert "Un partenaire porte déjà ce nom." in response.content.decode()


@pytest.mark.parametrize("address", ["/catalogue/rien/", "/offre/rien/", "/catalogue/produits/999999/"])
def test_unknown_sheets_are_not_found(office, address):
    assert office.get(address).status_code == 404


@pytest.mark.parametrize(
    ("written", "digits", "kept"),
    [
        ("AV-00 123.456", None, "AV00123456"),
        ("av00123456", None, "AV00123456"),
        ("00123", None, "00123"),
        ("123", 8, "00000123"),
        ("0000123", 5, "00123"),
        ("O0-12", None, "O012"),
        ("  --  ", None, ""),
    ],
)
def test_references_are_compared_by_the_partners_rule(written, digits, kept):
    assert PartnerFactory(reference_digits=digits).normalise(written) == kept


def test_offer_kinds_name_their_fields():
    assert PRODUCTS.label_of("net_price") == "prix HT"
