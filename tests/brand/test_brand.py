"""Choosing the brand, and where it is shown."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from portal.brand import current
from portal.brand.models import Brand
from portal.core.values import dates
from portal.documents import rendering
from portal.documents.files import read
from portal.messaging.content import render
from portal.messaging.states import Channel
from tests.documents import samples
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PLUM = "#7a1f5c"


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


def logo(size=(900, 300), kind="PNG", name="logo.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGBA", size, (122, 31, 92, 128)).save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue())


def chosen(browser, **typed):
    """Choose a brand with the page's own form."""
    current.forget()
    return browser.post("/marque/", {"colour": PLUM} | typed)


def test_colour_and_logo_are_chosen_and_kept_small(office):
    assert chosen(office, upload=logo()).status_code == 302
    brand = Brand.objects.get()
    image = Image.open(io.BytesIO(read(brand.logo)))
    assert (brand.colour, image.size) == (PLUM, (480, 160))
    page = office.get("/marque/").content.decode()
    assert "a changé la marque" in page
    assert f"/marque/{brand.version}/logo" in page


@pytest.mark.parametrize("path", ["/connexion/", "/aide/", "/mentions-legales/"])
def test_pages_take_colour_logo_and_icon(office, client, path):
    chosen(office, upload=logo())
    client.logout()
    page = client.get(path, follow=True).content.decode()
    for address in ("couleurs.css", "logo", "icone.svg"):
        address = f"/marque/{Brand.objects.get().version}/{address}"
        assert address in page
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_old_address_gives_what_is_shown_now_and_is_not_kept(office, client):
    chosen(office)
    answer = client.get("/marque/77/couleurs.css")
    assert PLUM in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"


def test_without_a_choice_pages_have_the_house_s_mark(client):
    page = client.get("/connexion/").content.decode()
    assert "img/mark.svg" in page
    assert "couleurs.css" not in page
    assert client.get("/marque/0/logo").status_code == 404


def test_mails_take_colour_and_logo(office):
    chosen(office, upload=logo())
    context = {"person": UserFactory(), "url": "https://x/y", "expires_at": dates.now(), "portal_name": "Comptoir"}
    content = render(Channel.EMAIL, "accounts/messages/invitation", context)
    assert f"background:{PLUM}" in content.html
    assert f"http://testserver/marque/{Brand.objects.get().version}/logo" in content.html


def test_printed_documents_take_colour_and_logo(office):
    plain = rendering.render_pdf("contracts/pdf/contract.html", samples.monthly())
    chosen(office, upload=logo())
    pdf = rendering.render_pdf("contracts/pdf/contract.html", samples.monthly())
    assert len(list(PdfReader(io.BytesIO(pdf)).pages[0].images)) == 1
    assert not list(PdfReader(io.BytesIO(plain)).pages[0].images)


def test_the_logo_is_removed_and_the_colour_goes_back(office):
    chosen(office, upload=logo())
    version = Brand.objects.get().version
    assert chosen(office, colour="#0b5a66", version=version, without_logo="on").status_code == 302
    assert not current.face().is_own


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"colour": "rouge"}, "Couleur invalide. Exemple : #0b5a66."),
        ({"upload": logo((100, 60))}, "Ce logo est trop petit"),
        ({"upload": SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\nrien")}, "abîmée"),
        ({"upload": SimpleUploadedFile("logo.csv", b"a;b\n1;2\n")}, "illisible"),
        ({"upload": SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")}, "n’est pas accepté"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(office, typed, sentence):
    if upload := typed.get("upload"):
        upload.seek(0)
    answer = chosen(office, **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Brand.objects.exists()


def test_a_logo_of_forty_one_megapixels_is_refused_before_it_is_decoded(office):
    buffer = io.BytesIO()
    Image.new("1", (8200, 5000)).save(buffer, "PNG")
    answer = chosen(office, upload=SimpleUploadedFile("logo.png", buffer.getvalue()))
    assert answer.status_code == 422
    assert "trop de pixels" in answer.content.decode()


def test_a_colour_nobody_could_read_is_darkened_and_told(office):
    page = office.post("/marque/", {"colour": "#FFD400"}, follow=True).content.decode()
    assert "trop claire pour être lisible" in page
    assert Brand.objects.get().colour == "#ffd400"


def test_two_people_change_the_brand_at_once(office):
    chosen(office)
    version = Brand.objects.get().version
    chosen(office, colour="#123456", version=version)
    late = chosen(office, colour="#654321", version=version)
    assert late.status_code == 409
    assert "La fiche a changé entre-temps" in late.content.decode()
    assert Brand.objects.get().colour == "#123456"


def test_the_preview_takes_a_colour_before_it_is_saved(office):
    assert "/marque/apercu/123456.css" in office.get("/marque/apercu/", {"colour": "#123456"}).content.decode()
    assert ".brand-preview" in office.get("/marque/apercu/123456.css").content.decode()
    assert office.get("/marque/apercu/", {"colour": "red;}"}).status_code == 404
    assert office.get("/marque/apercu/zzzzzz.css").status_code == 404


def test_only_the_back_office_chooses(login):
    browser = login(UserFactory())
    assert browser.get("/marque/").status_code == 403
    assert browser.post("/marque/", {"colour": PLUM}).status_code == 403
