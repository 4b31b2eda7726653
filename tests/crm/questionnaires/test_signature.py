"""A finished questionnaire is signed with a code sent by SMS; results are compared, and told before they end."""

import re
import uuid
from datetime import timedelta

import pytest

from crm.drive.models import Node
from crm.questionnaires import actions, board, messages, printing, rules, signing
from crm.questionnaires.enums import Mode
from crm.questionnaires.models import Response
from portal.audit.transitions import Refused
from portal.codes.enums import Channel
from portal.core.values import dates
from portal.documents import files
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def versions():
    actions.install_examples()


@pytest.fixture
def seller():
    return UserFactory()


@pytest.fixture
def person(seller):
    return ClientFactory(owner=seller)


def finished(person, seller, rank: int = 1, slug: str = "qcf") -> Response:
    response = actions.start(client=person, slug=slug, mode=Mode.WITH_CLIENT, key=uuid.uuid4(), by=seller)
    for question in rules.questions_of(response.version.definition):
        option = question["options"][min(rank, len(question["options"]) - 1)]["id"]
        actions.answer(response=response, question=question["id"], chosen=[option], seen=0)
    return actions.finish(response=response, comment="Vu ensemble.", by=seller)


@pytest.fixture
def printed(person, seller) -> Response:
    response = finished(person, seller)
    printing.print_due()
    response.refresh_from_db()
    return response


def sms() -> str:
    return Message.objects.filter(channel="sms").order_by("-pk").first().content().text


def code_of(text: str) -> str:
    return "".join(re.search(r"\b(\d{3}) (\d{3})\b", text).groups())


def test_adviser_types_the_code_that_the_client_tells(login, seller, person, printed):
    browser = login(seller)
    browser.post(f"/questionnaires/{printed.pk}/signature/code/")
    page = browser.get(f"/questionnaires/{printed.pk}/signature/")
    challenge = str(page.context["state"].live.pk)
    wrong = "000000" if code_of(sms()) != "000000" else "111111"
    page = browser.post(
        f"/questionnaires/{printed.pk}/signature/", {"challenge": challenge, "code": wrong}, follow=True
    )
    assert "Un nouveau code vient de partir" in page.content.decode()
    challenge = str(browser.get(f"/questionnaires/{printed.pk}/signature/").context["state"].live.pk)
    page = browser.post(
        f"/questionnaires/{printed.pk}/signature/", {"challenge": challenge, "code": code_of(sms())}, follow=True
    )
    assert "Signé par code SMS" in page.content.decode()
    printed.refresh_from_db()
    assert printed.signature_channel == Channel.AGENT


def test_client_signs_behind_the_link_and_the_signed_pdf_is_filed(client, seller, person, printed):
    signing.send_code(response=printed, by=seller)
    text = sms()
    url = re.search(r"https?://[^/]+(/l/\S+/)", text).group(1)
    page = client.post(url, {"birth_date": person.birth_date.strftime("%d/%m/%Y")}, follow=True)
    assert "Votre résultat" in page.content.decode()
    assert client.get(f"{url}document/")["Content-Type"] == "application/pdf"
    challenge = str(page.context["state"].live.pk)
    page = client.post(f"{url}signature/", {"challenge": challenge, "code": code_of(text)}, follow=True)
    assert "est signé" in page.content.decode()
    assert signing.seal_due() == 1
    printed.refresh_from_db()
    shown = files.read(printed.document)
    assert files.read(printed.signed_document).startswith(shown)
    assert sorted(node.sealed for node in Node.objects.files()) == [True, True]


def test_code_is_refused_before_the_pdf_and_without_a_mobile(seller, person):
    response = finished(person, seller)
    with pytest.raises(Refused, match="PDF"):
        signing.send_code(response=response, by=seller)
    printing.print_due()
    type(person).objects.filter(pk=person.pk).update(phone="")
    with pytest.raises(Refused, match="mobile"):
        signing.send_code(response=response, by=seller)


def test_lock_is_lifted_by_the_back_office_alone(login, seller, printed, settings):
    settings.CODE_WRONG_PER_DAY = 1
    signing.send_code(response=printed, by=seller)
    right = code_of(sms())
    live = str(login(seller).get(f"/questionnaires/{printed.pk}/signature/").context["state"].live.pk)
    wrong = "000000" if right != "000000" else "111111"
    signing.enter_code(response=printed, challenge_id=live, code=wrong, channel=Channel.AGENT, by=seller)
    url = f"/questionnaires/{printed.pk}/signature/"
    assert "Signature bloquée" in login(seller).get(url).content.decode()
    assert login(seller).get(f"{url}deblocage/").status_code == 403
    office = login(UserFactory(back_office=True))
    page = office.post(f"{url}deblocage/", {"reason": "Client appelé."}, follow=True).content.decode()
    assert "Signature bloquée" not in page


def test_result_is_compared_with_the_one_before(login, seller, person):
    with dates.pretending(dates.now() - timedelta(days=90)):
        finished(person, seller, rank=0)
    now = finished(person, seller, rank=1)
    page = login(seller).get(now.get_absolute_url()).content.decode()
    assert "Par rapport au" in page
    assert "→" in page


def test_result_that_ends_soon_is_told_once_and_waits_until_it_is_redone(login, seller, person):
    with dates.pretending(dates.now() - timedelta(days=350)):
        old = finished(person, seller)
    assert messages.warn_of_expiry() == 1
    assert messages.warn_of_expiry() == 0
    assert list(board.rows(seller)) == [old]
    assert "QCF à refaire" in login(seller).get("/").content.decode()
    finished(person, seller)
    assert not board.rows(seller).exists()


def test_client_page_shows_what_is_in_force_and_the_timeline_leads_to_it(login, seller, person):
    finished(person, seller, slug="qpr")
    page = login(seller).get(person.get_absolute_url()).content.decode()
    assert "sur 7" in page
    assert f"/clients/{person.pk}/qpr/" in page
