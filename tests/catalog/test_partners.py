"""Partners in L'offre: logo, contacts, reference rule; documents of products. All of it in versions."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalog.models import Partner, Product, Revision
from catalog.offer import actions
from catalog.offer.sheets import KINDS
from contracts.aggregation.models import PartnerContract, PartnerReference
from portal.core.values import dates
from portal.documents.files import read
from tests.factories.accounts import UserFactory
from tests.factories.aggregation import PartnerContractFactory, PartnerFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.library import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


def typed(partner: Partner, **more) -> dict:
    return {
        "name": partner.name,
        "reference_alphabet": partner.reference_alphabet,
        "reference_digits": partner.reference_digits or "",
        "version": partner.version,
    } | more


def url(partner: Partner) -> str:
    return f"/offre/partenaires/{partner.pk}/"


def picture(size=(900, 300)) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGBA", size, (200, 30, 30, 128)).save(target, "PNG")
    return SimpleUploadedFile("logo.png", target.getvalue(), "image/png")


def test_logo_is_encoded_again_and_shown_in_the_catalogue(office, login):
    partner = PartnerFactory()
    assert office.post(url(partner), typed(partner, upload=picture())).status_code == 302
    partner.refresh_from_db()
    drawn = Image.open(io.BytesIO(read(partner.logo)))
    assert (drawn.format, max(drawn.size)) == ("JPEG", 512)
    reader = login(UserFactory())
    assert (
        f"/catalogue/partenaires/{partner.pk}/logo/"
        in reader.get(f"/catalogue/partenaires/{partner.pk}/").content.decode()
    )
    assert reader.get(f"/catalogue/partenaires/{partner.pk}/logo/")["Content-Type"] == "image/jpeg"


def test_what_is_no_picture_is_refused_at_its_field(office):
    partner = PartnerFactory()
    fake = SimpleUploadedFile("logo.png", b"%PDF-1.4 not a picture", "image/png")
    response = office.post(url(partner), typed(partner, upload=fake))
    assert response.status_code == 422
    assert response.context["form"].errors["upload"]


def test_logo_stays_unless_it_is_taken_away(office):
    partner = PartnerFactory()
    office.post(url(partner), typed(partner, upload=picture()))
    partner.refresh_from_db()
    office.post(url(partner), typed(partner, summary="Depuis 1920"))
    partner.refresh_from_db()
    assert partner.logo
    office.post(url(partner), typed(partner, without_logo="on"))
    partner.refresh_from_db()
    assert partner.logo is None


def test_contacts_are_kept_in_versions_with_their_difference(office):
    partner = PartnerFactory()
    first = {"contact_nom_0": "Anne Kerzu", "contact_fonction_0": "Courtage", "contact_email_0": "anne@essai.invalid"}
    office.post(url(partner), typed(partner, **first))
    partner.refresh_from_db()
    assert [each.name for each in partner.contacts.all()] == ["Anne Kerzu"]
    office.post(url(partner), typed(partner, contact_nom_0="Paul Kerzu"))
    page = office.get(f"{url(partner)}versions/").content.decode()
    assert "Anne Kerzu, Courtage, anne@essai.invalid" in page
    assert "Paul Kerzu" in page


def test_contact_without_a_name_is_told_at_its_field(office):
    partner = PartnerFactory()
    response = office.post(url(partner), typed(partner, contact_email_0="anne@essai.invalid"))
    assert response.status_code == 422
    assert "contact_nom_0" in response.context["form"].errors


def test_documents_of_a_product_are_shown_to_those_who_may_read_them(office, login):
    product, document = ProductFactory(), DocumentFactory(title="Plaquette")
    values = {
        "name": product.name, "reference": product.reference, "summary": product.summary, "documents": [document.pk],
        "description": product.description, "billing": product.billing, "net_price": "250,00", "vat_rate": "20.00",
        "version": product.version,
    }  # fmt: skip
    assert office.post(f"/offre/produits/{product.pk}/", values).status_code == 302
    assert Revision.objects.latest("pk").values["documents"] == [document.pk]
    assert "Plaquette" in login(UserFactory()).get(f"/catalogue/produits/{product.pk}/").content.decode()


def test_new_padding_writes_known_references_again(office):
    partner, client = PartnerFactory(), ClientFactory()
    contract = PartnerContractFactory(partner=partner, reference="123", client_reference="77")
    PartnerReference.objects.create(client=client, partner=partner, reference="77", normalised="77")
    assert office.post(url(partner), typed(partner, reference_digits="6")).status_code == 302
    contract.refresh_from_db()
    assert (contract.normalised, contract.client_normalised) == ("000123", "000077")
    assert PartnerReference.objects.get().normalised == "000077"


def test_rule_that_makes_two_references_one_is_refused(office):
    partner = PartnerFactory()
    for reference in ("123", "0123"):
        PartnerContractFactory(partner=partner, reference=reference)
    response = office.post(url(partner), typed(partner, reference_digits="6"))
    assert response.status_code == 422
    assert "deux références deviennent la même" in response.content.decode()
    assert set(PartnerContract.objects.values_list("normalised", flat=True)) == {"123", "0123"}


def test_scheduled_version_holds_the_parts(office):
    partner, by = PartnerFactory(), UserFactory(back_office=True)
    kind = KINDS["partenaires"]
    actions.change(
        kind=kind, row=partner, values={"name": partner.name, "logo": None}, version=partner.version, by=by,
        parts={"contacts": [["Anne", "", "", ""]]}, on=dates.today() + timedelta(days=1),
    )  # fmt: skip
    Revision.objects.filter(state="scheduled").update(effective_on=dates.today())
    assert actions.publish_due(KINDS) == 1
    assert [each.name for each in partner.contacts.all()] == ["Anne"]


def test_price_planned_and_kept_are_written_the_same_way():
    product = ProductFactory()
    planned = Product(**{field: getattr(product, field) for field in ("net_price", "vat_rate")})
    kept = KINDS["produits"].columns_of(product)
    assert KINDS["produits"].columns_of(planned)["net_price"] == kept["net_price"]


def test_partners_are_read_in_the_administration(login):
    partner = PartnerFactory()
    page = login(UserFactory(back_office=True, is_superuser=True)).get(f"/admin/catalog/partner/{partner.pk}/change/")
    assert partner.name in page.content.decode()
