"""The client's side of an onboarding: code, screens, what is kept, what is refused."""

import pytest

from crm.onboarding.enums import PieceStatus, Status
from crm.onboarding.models import Onboarding, Page
from portal.links.models import SecureLink
from portal.messaging.models import Message
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.onboarding import (
    COMPANY,
    CONSENTS,
    OFFICER,
    PERSON,
    at_home,
    code_sent,
    filled,
    invited,
    link_of,
    pdf,
    photo,
    submitted,
)

pytestmark = pytest.mark.django_db


def again(onboarding) -> Onboarding:
    return Onboarding.objects.select_related("client").get(pk=onboarding.pk)


def text_of(response) -> str:
    return response.content.decode()


def test_a_scanner_that_follows_and_posts_everything_changes_nothing_and_reads_nothing():
    onboarding = invited(company=True, email="camille@vercors.example")
    scanner, url = StrictClient(), link_of(onboarding)
    for _visit in range(3):
        for answer in (scanner.get(url), scanner.head(url), scanner.post(url, {"passage": "1"}, follow=True)):
            for secret in (onboarding.client.company_name, "camille", "vercors", onboarding.client.siren):
                assert secret not in text_of(answer)
        page = scanner.post(url, {"envoi-code": "1"}, follow=True)
        assert onboarding.client.company_name not in text_of(page)
    assert again(onboarding).status == Status.SENT
    assert SecureLink.objects.get().opened_at is None
    assert Message.objects.filter(template="links/messages/code").count() == 1


def test_the_mailed_code_opens_five_wrong_ones_close(settings):
    onboarding = invited()
    visitor, url = StrictClient(), link_of(onboarding)
    visitor.post(url, {"envoi-code": "1"})
    wrong = "000 000" if code_sent() != "000 000" else "111 111"
    assert "Il reste 4 essais" in text_of(visitor.post(url, {"passage": "1", "code": wrong}))
    assert visitor.post(url, {"passage": "1", "code": code_sent()}).status_code == 302
    assert "Vos informations" in text_of(visitor.get(url))
    assert again(onboarding).status == Status.OPENED
    other = StrictClient()
    assert "n’est plus valable" in text_of(other.post(url, {"passage": "1", "code": code_sent()}))
    settings.CODE_SEND_GAP_SECONDS = 0
    other.post(url, {"envoi-code": "1"})
    for _try in range(4):
        answer = other.post(url, {"passage": "1", "code": wrong if code_sent() != wrong else "222 222"})
    assert answer.status_code == 429


def test_a_company_goes_all_the_way():
    office = UserFactory(back_office=True)
    onboarding = invited(company=True)
    visitor, url = at_home(onboarding)
    assert "Menuiserie Générale" in text_of(visitor.get(url))
    answer = visitor.post(f"{url}?etape=informations", COMPANY | {"city": "Villeurbanne"})
    assert answer.url.endswith("?etape=personnes")
    assert again(onboarding).status == Status.STARTED
    assert "au moins un dirigeant" in text_of(visitor.post(answer.url, follow=True))
    assert visitor.post(f"{url}personne/", OFFICER | {"share": "12"}).status_code == 422
    visitor.post(f"{url}personne/", OFFICER)
    assert "Camille Perrin" in text_of(visitor.get(answer.url))
    answer = visitor.post(answer.url)
    identity, kbis = onboarding.pieces.order_by("pk")
    assert answer.url.endswith(f"piece-{identity.pk}")
    visitor.post(answer.url, {"files": [photo("red"), photo("blue", name="verso.png", kind="PNG")]})
    assert identity.pages.count() == 2
    assert "Continuer" in text_of(visitor.get(answer.url))
    visitor.post(f"{url}?etape=piece-{kbis.pk}", {"files": pdf()})
    assert "Presque terminé" in text_of(visitor.get(f"{url}?etape=envoi"))
    assert visitor.post(f"{url}envoi/", follow=True).status_code == 200
    assert again(onboarding).status == Status.STARTED
    assert visitor.post(f"{url}?etape=accords", {"truth": "on"}).status_code == 422
    visitor.post(f"{url}?etape=accords", CONSENTS)
    assert "Tout est prêt" in text_of(visitor.get(url))
    assert "Merci" in text_of(visitor.post(f"{url}envoi/", follow=True))
    row = again(onboarding)
    assert row.status == Status.TO_CHECK
    assert row.answers["city"] == "Villeurbanne"
    assert row.client.city == "Lyon"
    assert Message.objects.filter(kind="crm.onboarding_to_check", recipient=str(office.pk)).exists()
    assert "Merci" in text_of(visitor.get(url))
    assert StrictClient().get(url).status_code == 410


def test_what_is_filled_in_follows_to_another_device():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    visitor.post(f"{url}?etape=informations", PERSON)
    phone = StrictClient()
    assert "Perrin" not in text_of(phone.get(url))
    assert "qr" in text_of(visitor.get(f"{url}telephone/"))
    Message.objects.filter(template="links/messages/code").delete()
    SecureLink.objects.update(code_sent_at=None)
    phone.post(url, {"envoi-code": "1"})
    phone.post(url, {"passage": "1", "code": code_sent()})
    assert "Pièce d’identité" in text_of(phone.get(url))
    phone.post(f"{url}?etape=informations", PERSON | {"city": "Bron", "seen": "1"})
    told = visitor.post(f"{url}?etape=informations", PERSON | {"city": "Oullins", "seen": "1"}, follow=True)
    assert "sur un autre appareil" in text_of(told)
    assert again(onboarding).answers["city"] == "Oullins"


def test_the_same_page_twice_is_one_and_can_be_taken_away():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    piece = onboarding.pieces.order_by("pk").first()
    for _press in range(2):
        visitor.post(f"{url}?etape=piece-{piece.pk}", {"files": photo("green")})
    page = Page.objects.get()
    visitor.post(f"{url}retrait/", {"piece": piece.pk, "page": page.pk})
    assert not Page.objects.exists()
    piece.refresh_from_db()
    assert piece.status == PieceStatus.AWAITED


def test_a_new_link_ends_the_one_before_and_keeps_the_answers():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    visitor.post(f"{url}?etape=informations", PERSON)
    invited(onboarding.client)
    assert visitor.get(url).status_code == 410
    assert again(onboarding).answers["city"] == "Lyon"


def test_nothing_changes_once_it_is_sent():
    onboarding = submitted()
    before = again(onboarding).answers
    visitor, url = filled(invited())
    visitor.post(f"{url}envoi/")
    visitor.post(f"{url}?etape=informations", PERSON | {"city": "Ailleurs"}, follow=True)
    assert again(onboarding).answers == before


def test_pages_ask_few_queries(django_assert_max_num_queries):
    onboarding = invited(company=True)
    visitor, url = filled(onboarding)
    for key in (
        "informations",
        "personnes",
        "accords",
        "envoi",
        *[f"piece-{each.pk}" for each in onboarding.pieces.all()],
    ):
        with django_assert_max_num_queries(14):
            assert visitor.get(f"{url}?etape={key}").status_code == 200
