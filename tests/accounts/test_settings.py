import io
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.access.roles import Role
from portal.accounts.models import User
from portal.documents import rendering
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

VALID = {"first_name": "Zoé", "last_name": "Martin", "phone": "06.12.34.56.78", "language": "fr", "theme": "auto"}


def picture(kind="JPEG", size=(800, 600), *, mode="RGB", colour="teal", **options) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return SimpleUploadedFile(f"photo.{kind.lower()}", buffer.getvalue())


def stored_photo(user) -> Image.Image:
    """The photo as it was stored, its file closed."""
    user.refresh_from_db()
    with user.photo.open() as file:
        return Image.open(io.BytesIO(file.read()))


def huge(width: int, height: int) -> SimpleUploadedFile:
    """A picture of so many pixels, in black and white: in colours it takes seconds to make and half a gigabyte."""
    return picture("PNG", (width, height), mode="1", colour=1)


def with_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Zoé"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def test_one_saves_who_one_is(login, agent):
    page = login(agent).post("/parametres/", VALID, follow=True)
    assert "Vos paramètres sont enregistrés." in page.content.decode()
    agent.refresh_from_db()
    assert (agent.first_name, agent.last_name, agent.phone) == ("Zoé", "Martin", "+33612345678")
    assert "zoe martin" in agent.search_text


def test_a_refused_save_keeps_everything_typed(login, agent):
    page = login(agent).post("/parametres/", VALID | {"phone": "12"}).content.decode()
    assert 'value="Zoé"' in page
    assert 'value="12"' in page
    assert agent.get_full_name() in page  # the name on top is still the saved one
    agent.refresh_from_db()
    assert agent.first_name == "Camille"


def test_extra_fields_in_the_post_give_no_right(login, agent):
    grab = {"role": Role.BACK_OFFICE, "is_staff": "on", "is_superuser": "on", "extra_rights": '["offer.edit"]'}
    grab |= {"organisation": OrganisationFactory().pk, "email": "autre@exemple.fr", "is_active": ""}
    before = (agent.role, agent.is_staff, agent.is_superuser, agent.extra_rights, agent.organisation_id, agent.email)
    login(agent).post("/parametres/", VALID | grab)
    agent.refresh_from_db()
    assert agent.first_name == "Zoé"
    assert before == (
        agent.role, agent.is_staff, agent.is_superuser, agent.extra_rights, agent.organisation_id, agent.email
    )  # fmt: skip


def test_language_and_look_are_remembered_for_the_login_page_too(login, agent):
    client = login(agent)
    client.post("/parametres/", VALID | {"language": "en", "theme": "dark"})
    assert client.cookies["theme"].value == "dark"
    assert client.get("/parametres/")["Content-Language"] == "en"
    client.logout()
    client.cookies["django_language"] = "en"
    assert client.get("/connexion/")["Content-Language"] == "en"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_small_square(login, agent, kind):
    login(agent).post("/parametres/", VALID | {"photo_file": picture(kind)})
    stored = stored_photo(agent)
    assert (stored.format, stored.size) == ("JPEG", (512, 512))
    assert "photo" not in agent.photo.name.split("/")[-1]


def test_where_and_when_a_photo_was_taken_is_removed(login, agent):
    login(agent).post("/parametres/", VALID | {"photo_file": with_place()})
    stored = stored_photo(agent)
    assert not stored.getexif()
    assert b"Appareil" not in stored.fp.getvalue()


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_the_store_and_none_leaves_a_photo_behind(store_saves, login, agent, monkeypatch):
    client = login(agent)
    client.post("/parametres/", VALID | {"photo_file": picture("JPEG")})
    agent.refresh_from_db()
    assert store_saves == [False]
    storage = agent.photo.storage
    before = storage.listdir("photos")[1]
    monkeypatch.setattr(User, "save", mock.Mock(side_effect=RuntimeError))
    with pytest.raises(RuntimeError):
        client.post("/parametres/", VALID | {"photo_file": picture("PNG")})
    assert sorted(storage.listdir("photos")[1]) == sorted(before)


def test_a_photo_taken_sideways_is_turned_upright(login, agent):
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (400, 400), "white")
    image.paste("black", (0, 0, 400, 200))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    login(agent).post("/parametres/", VALID | {"photo_file": SimpleUploadedFile("p.jpg", buffer.getvalue())})
    stored = stored_photo(agent)
    assert stored.getpixel((500, 256))[0] < 50
    assert stored.getpixel((10, 256))[0] > 200


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: SimpleUploadedFile("p.jpg", b"\xff\xd8" + b"0" * (5 * 1024 * 1024)), "dépasse 5 Mo"),
        (lambda: SimpleUploadedFile("p.jpg", b"<svg onload=alert(1)>", "image/jpeg"), "n’est pas une photo"),
        (lambda: SimpleUploadedFile("p.png", b"%PDF-1.7", "image/png"), "n’est pas une photo"),
        (lambda: SimpleUploadedFile("p.jpg", picture().read()[:2000], "image/jpeg"), "abîmée"),
        (lambda: picture("GIF"), "n’est pas une photo"),
        (lambda: huge(7000, 6000), "trop de pixels"),
        (lambda: huge(15000, 13000), "trop de pixels"),
    ],
)
def test_what_is_no_usable_photo_is_refused_in_words(login, agent, made, sentence):
    page = login(agent).post("/parametres/", VALID | {"photo_file": made()})
    assert sentence in page.content.decode()
    agent.refresh_from_db()
    assert not agent.photo


def test_a_damaged_photo_is_refused_where_documents_are_printed_too(login, agent):
    """The embedded portal prints and reads pictures in one process."""
    rendering._engine()
    damaged = SimpleUploadedFile("p.jpg", picture().read()[:2000], "image/jpeg")
    page = login(agent).post("/parametres/", VALID | {"photo_file": damaged})
    assert "abîmée" in page.content.decode()


def test_a_new_photo_and_a_removal_delete_the_old_file(login, agent, commit_hooks):
    client = login(agent)
    client.post("/parametres/", VALID | {"photo_file": picture()})
    agent.refresh_from_db()
    storage, first = agent.photo.storage, agent.photo.name
    with commit_hooks():
        client.post("/parametres/", VALID | {"photo_file": picture("PNG")})
    agent.refresh_from_db()
    second = agent.photo.name
    assert not storage.exists(first)
    with commit_hooks():
        client.post("/parametres/photo/suppression/")
    agent.refresh_from_db()
    assert not agent.photo
    assert not storage.exists(second)


def test_a_photo_whose_file_has_just_gone_is_not_found(login, agent):
    client = login(agent)
    client.post("/parametres/", VALID | {"photo_file": picture()})
    agent.refresh_from_db()
    agent.photo.storage.delete(agent.photo.name)
    assert client.get(agent.photo_url).status_code == 404


def test_a_photo_is_shown_to_oneself_and_colleagues_and_kept_by_no_cache(login, agent, client_class):
    login(agent).post("/parametres/", VALID | {"photo_file": picture()})
    address = f"/parametres/photo/{agent.pk}/"
    colleague, stranger = UserFactory(organisation=agent.organisation), UserFactory()
    for user, status in ((agent, 200), (colleague, 200), (stranger, 404)):
        browser = client_class()
        browser.force_login(user)
        response = browser.get(address)
        assert response.status_code == status
        if status == 200:
            assert response["Cache-Control"] == "no-store, private"
            assert Image.open(io.BytesIO(response.getvalue())).format == "JPEG"
    assert client_class().get(address).status_code == 302


def test_no_photo_answers_like_no_person(login, agent, back_office):
    client = login(back_office)
    assert client.get(f"/parametres/photo/{agent.pk}/").status_code == 404
    assert client.get("/parametres/photo/999999/").status_code == 404


def test_other_sessions_are_closed_at_one_press(client, agent, client_class):
    here, there = client_class(), client_class()
    for browser in (here, there):
        browser.post("/connexion/", {"login": agent.email, "password": "un mot de passe tranquille"})
        assert browser.get("/parametres/sessions/").status_code == 200
    here.post("/parametres/sessions/")
    assert there.get("/parametres/").status_code == 302
    assert here.get("/parametres/").status_code == 200


def test_the_session_one_reads_it_in_comes_first_then_the_latest(client_class, agent):
    first, second, third = (client_class(HTTP_USER_AGENT=each) for each in ("Firefox/1", "Edg/1", "Chrome/1"))
    for browser in (first, second, third):
        browser.post("/connexion/", {"login": agent.email, "password": "un mot de passe tranquille"})
    page = second.get("/parametres/sessions/").content.decode()
    shown = [page.index(f">{name}") for name in ("Edge", "Chrome", "Firefox")]
    assert shown == sorted(shown)
    assert page.index("Cette session") < page.index(">Chrome")
