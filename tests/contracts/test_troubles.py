"""A failed SMS is its seller's to mend, a lock the back-office's: the board, the home and the list say so."""

from datetime import timedelta

import pytest

from contracts.models import Contract
from contracts.sales.enums import SIGNATURE
from contracts.signature.actions import sending
from contracts.signature.troubles import trouble_of, with_troubles
from portal.codes.enums import Limit
from portal.codes.review import send_to_review
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.outbox import is_dead_number
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, code_sent, type_code

pytestmark = pytest.mark.django_db
DEAD = {"state": "failed", "error_code": "30005", "error_sentence": "ce numéro n’est plus attribué"}
OFF = {"state": "failed", "error_code": "30003", "error_sentence": "le téléphone est éteint ou hors réseau"}


@pytest.fixture
def waiting():
    return ContractFactory(awaiting_client=True)


def fail(contract, **columns):
    sms = Message.objects.filter(channel="sms", about_id=str(contract.pk)).order_by("-id").first()
    Message.objects.filter(pk=sms.pk).update(**columns, body_text="")
    return contract


def lock(contract):
    send_to_review(about=contract, purpose=SIGNATURE, limit=Limit.COLLEAGUE_NUMBER)
    return contract


def trouble(contract):
    return trouble_of(with_troubles(Contract.objects.filter(pk=contract.pk)).get())


def halves(user) -> tuple[str, str]:
    page = reader(user).get("/").content.decode()
    mine, _sign, others = page[page.index('id="contenu"') :].partition('id="chez-les-autres"')
    return mine, others


def test_dead_number_is_the_sellers_to_correct(waiting):
    fail(waiting, **DEAD)
    mine, others = halves(waiting.owner)
    assert "SMS non remis : ce numéro n’est plus attribué" in mine
    assert "Corriger le numéro" in mine
    assert f"/contrats/{waiting.number}/mobile/" in mine
    assert waiting.number not in others


def test_phone_that_is_off_asks_for_another_code(waiting):
    found = trouble(fail(waiting, **OFF))
    assert (found.action, found.is_lock) == ("Renvoyer un code", False)


def test_blocked_signature_is_the_back_offices(waiting):
    lock(fail(waiting, **DEAD))
    mine, others = halves(waiting.owner)
    assert waiting.number not in mine
    assert "Signature bloquée : mobile d’un membre de l’équipe ou d’un partenaire" in others
    assert "La balle est chez le back-office" in others
    assert "Relancer le client" not in others


def test_home_list_and_cards_show_the_reason(waiting):
    fail(waiting, **DEAD)
    browser = reader(waiting.owner)
    for path in ("/", "/contrats/", "/contrats/?affichage=lignes"):
        page = browser.get(path).content.decode()
        assert "SMS non remis : ce numéro n’est plus attribué" in page, path
    home = browser.get("/").content.decode()
    assert "Corriger le numéro" in home
    assert f"/contrats/{waiting.number}/code/" not in home


def test_next_sms_ends_the_trouble(waiting, time_machine):
    fail(waiting, **OFF)
    assert trouble(waiting)
    time_machine.move_to(dates.now() + timedelta(minutes=2), tick=False)
    sending.resend_code(contract=waiting, by=waiting.owner)
    assert trouble(waiting) is None


def test_signed_contract_has_no_trouble(waiting):
    assert trouble(waiting) is None
    fail(waiting, **OFF)
    contract = ContractFactory(awaiting_client=True)
    code = code_sent(contract)
    fail(contract, **OFF)
    type_code(contract, code, by=contract.owner)
    assert trouble(contract) is None


def test_no_code_is_sent_to_a_dead_number(waiting):
    fail(waiting, **DEAD)
    assert is_dead_number(waiting.phone)
    count = Message.objects.filter(channel="sms").count()
    page = reader(waiting.owner).post(f"/contrats/{waiting.number}/code/", follow=True)
    assert page.redirect_chain[-1][0] == f"/contrats/{waiting.number}/mobile/"
    text = page.content.decode()
    assert "Aucun code n’est parti" in text
    assert "vient de partir" not in text
    assert Message.objects.filter(channel="sms").count() == count


def test_page_of_a_dead_number_says_one_thing(waiting):
    fail(waiting, **DEAD)
    page = reader(waiting.owner).get(f"/contrats/{waiting.number}/signature/").content.decode()
    assert "Modifier le numéro" in page
    assert "est parti au" not in page
    assert "Renvoyer un code" not in page


def test_number_of_a_phone_that_is_off_is_not_dead(waiting):
    fail(waiting, **OFF)
    assert not is_dead_number(waiting.phone)


def test_lists_ask_no_query_more_for_troubles(django_assert_max_num_queries):
    agent = UserFactory()
    for _ in range(4):
        fail(ContractFactory(owner=agent, awaiting_client=True), **DEAD)
    browser = reader(agent)
    with django_assert_max_num_queries(10):
        browser.get("/contrats/")
