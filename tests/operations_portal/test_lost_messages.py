"""Messages in failure: who did not get what, why, and `Renvoyer`."""

import pytest

from portal.messaging.models import Message
from portal.messaging.states import State
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, code_sent, last_sms
from tests.factories.messages import ADDRESS, MOBILE, queued_mail, queued_sms

pytestmark = pytest.mark.django_db


def lost(message: Message, *, why: str = "ce numéro n’existe pas", state=State.FAILED) -> Message:
    """A message a provider refused, as `delivery` writes it."""
    blank = {"body_text": "", "body_html": ""} if message.sensitive else {}
    Message.objects.filter(pk=message.pk).update(
        state=state, error_code="21211", error_sentence=why, provider="twilio", attempts=6, **blank
    )
    return Message.objects.get(pk=message.pk)


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


@pytest.mark.parametrize("display", ["cartes", "lignes"])
def test_the_list_says_what_to_whom_and_why_without_the_whole_address(office, display):
    lost(queued_sms())
    lost(queued_mail("Votre contrat"), why="cette adresse n’existe pas")
    queued_mail("Il attend")
    text = office.get(f"/etat/messages/?affichage={display}").content.decode()
    assert "ce numéro n’existe pas" in text
    assert "Votre contrat" in text
    assert "c•••@exemple.fr" in text
    assert "Il attend" not in text
    assert ADDRESS not in text
    assert MOBILE not in text


def test_a_message_goes_again_as_it_was(office):
    message = lost(queued_mail("Votre contrat", text="Bonjour Claire"))
    assert "Renvoyer" in office.get(f"/etat/messages/{message.pk}/").content.decode()
    office.post(f"/etat/messages/{message.pk}/renvoi/")
    again = Message.objects.get(pk=message.pk)
    assert (again.state, again.attempts, again.content().text) == (State.QUEUED, 0, "Bonjour Claire")
    text = office.get(f"/etat/messages/{message.pk}/").content.decode()
    assert "a fait renvoyer le message" in text


def test_a_dead_code_leads_to_its_contract_instead(office):
    contract = ContractFactory(awaiting_client=True)
    code = code_sent(contract)
    assert code in last_sms(contract).replace("\u00a0", " ").replace(" ", "")
    message = lost(Message.objects.get(sensitive=True, about_id=str(contract.pk)))
    text = office.get(f"/etat/messages/{message.pk}/").content.decode()
    assert "Envoyez-en un nouveau depuis le dossier" in text
    assert contract.get_absolute_url() in text
    assert "/renvoi/" not in text
    office.post(f"/etat/messages/{message.pk}/renvoi/")
    assert Message.objects.get(pk=message.pk).state == State.FAILED


def test_several_go_again_after_one_question(office):
    good, secret = lost(queued_mail("Votre contrat")), lost(queued_sms(sensitive=True))
    chosen = {"action": "renvoyer", "choix": [good.pk, secret.pk]}
    asked = office.post("/etat/messages/actions/", chosen)
    assert "Renvoyer ces messages" in asked.content.decode()
    assert Message.objects.get(pk=good.pk).state == State.FAILED
    office.post("/etat/messages/actions/", chosen | {"confirme": "1"})
    assert Message.objects.get(pk=good.pk).state == State.QUEUED
    assert Message.objects.get(pk=secret.pk).state == State.FAILED


def test_the_list_is_searched_by_a_whole_number_only(office):
    lost(queued_sms())
    assert "ce numéro n’existe pas" in office.get("/etat/messages/?q=06 12 34 56 78").content.decode()
    assert "ce numéro n’existe pas" not in office.get("/etat/messages/?q=0612").content.decode()


@pytest.mark.parametrize("path", ["/etat/messages/", "/etat/messages/1/"])
def test_the_pages_are_for_the_staff(login, path):
    assert login(UserFactory()).get(path).status_code == 403


def test_an_agent_makes_nothing_go_again(login):
    message = lost(queued_mail())
    reader = login(UserFactory())
    assert reader.post(f"/etat/messages/{message.pk}/renvoi/").status_code == 403
    assert reader.post("/etat/messages/actions/", {"action": "renvoyer", "choix": [message.pk]}).status_code == 403
    assert Message.objects.get(pk=message.pk).state == State.FAILED
