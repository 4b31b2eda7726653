"""The language is a choice of the reader: it lasts, it changes what they read, and nothing that others receive."""

from datetime import date
from unittest import mock

import pytest
from django.forms import fields
from django.utils.formats import date_format
from django.utils.translation import get_language, override

from contracts.confirmation import actions as confirming
from contracts.sales.enums import CallOutcome
from contracts.signature import documents
from contracts.signature.messages import send_signed_copy
from portal.audit.history import history_of
from portal.documents import rendering
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from portal.messaging.states import Channel
from tests.client import StrictClient
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import ContractFactory, code_sent, last_sms, other_than, type_code

pytestmark = pytest.mark.django_db
PROFILE = {"first_name": "Zoé", "last_name": "Martin", "phone": "", "theme": "auto"}


def _text(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_choice_in_the_settings_lasts_until_the_next_one(login):
    agent = UserFactory()
    client = login(agent)
    assert '<html lang="fr"' in _text(client, "/contrats/")
    page = client.post("/parametres/", PROFILE | {"language": "en"}, follow=True).content.decode()
    assert "Your settings have been saved." in page
    assert '<html lang="en"' in _text(client, "/contrats/")

    elsewhere = StrictClient()  # another browser, another day
    elsewhere.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    assert "New contract" in _text(elsewhere, "/contrats/")

    client.post("/parametres/", PROFILE | {"language": "fr"})
    assert "Nouveau contrat" in _text(client, "/contrats/")


def test_one_reader_leaves_the_language_of_the_next_alone(login):
    assert "New contract" in _text(login(UserFactory(language="en")), "/contrats/")
    assert get_language() == "fr"
    other = StrictClient()
    other.force_login(UserFactory())
    assert "Nouveau contrat" in _text(other, "/contrats/")


def test_statuses_and_dates_are_read_in_english_and_amounts_stay_french(login):
    agent = UserFactory(language="en")
    contract = ContractFactory(owner=agent, awaiting_back_office=True, start_date=date(2099, 11, 22))
    page = _text(login(agent), f"/contrats/{contract.number}/").replace("\u00a0", " ").replace("\u202f", " ")
    assert "Awaiting back office" in page
    assert "22 November 2099" in page or "22/11/2099" in page
    assert f"{contract.price.gross:.2f} €".replace(".", ",") in page


def test_the_client_receives_french_from_an_agent_who_works_in_english():
    with override("en"):
        waiting = ContractFactory(awaiting_client=True)
        sealed = ContractFactory(sealed=True)
        send_signed_copy(sealed)
    assert "est votre code pour signer le contrat" in last_sms(waiting)
    copy = messages_about(sealed).filter(channel=Channel.EMAIL).latest("pk").content()
    assert "Vous avez signé" in copy.text
    assert " à " in copy.text.split("Vous avez signé")[1][:200]
    assert "Your" not in copy.subject + copy.text


def test_the_contract_is_printed_in_french_from_an_english_page():
    contract = ContractFactory(submitted=True, birth_date=date(1980, 2, 1))
    with override("en"), mock.patch.object(rendering, "render_pdf", return_value=b"%PDF") as printed:
        documents.render(contract)
    assert printed.call_args.args[1]["client"]["birth_date"] == "1er février 1980"


def test_colleagues_are_told_in_their_own_language():
    agent = UserFactory(language="en")
    contract = ContractFactory(owner=agent, awaiting_back_office=True)
    confirming.validate(contract=contract, by=UserFactory(back_office=True), reason="Vu en agence")
    told = Message.objects.filter(channel=Channel.PORTAL, recipient=str(agent.pk)).latest("pk").content()
    assert "is confirmed" in told.subject


def test_the_history_is_kept_in_french_and_told_to_each_in_their_language():
    office = UserFactory(back_office=True, language="en")
    contract = ContractFactory(awaiting_back_office=True)
    with override("en"):
        confirming.log_call(contract=contract, outcome=CallOutcome.NO_ANSWER, note="", by=office)
        assert history_of(contract)[0].sentence.endswith("called the client: no answer")
    line = history_of(contract)[0]
    assert line.event.data["outcome"] == "pas de réponse"
    assert line.sentence.endswith("a appelé le client\u00a0: pas de réponse")


def test_a_day_typed_in_english_is_understood():
    from portal.core.values.day import parse_day

    assert parse_day("1 February 1980") == parse_day("1er février 1980") == date(1980, 2, 1)


def test_the_day_comes_first_in_the_administration_too():
    with override("en"):
        assert fields.DateField(localize=True).clean("05/06/2026") == date(2026, 6, 5)
        assert date_format(date(2026, 11, 22)) == "22 November 2026"
        assert date_format(date(2026, 11, 22), "SHORT_DATE_FORMAT") == "22/11/2026"


def test_a_colleague_who_reads_french_is_told_of_a_lock_in_french_by_an_english_agent(settings):
    settings.CODE_WRONG_PER_DAY = 1
    office = UserFactory(back_office=True)
    contract = ContractFactory(awaiting_client=True)
    with override("en"):
        type_code(contract, other_than(code_sent(contract)), by=contract.owner)
    told = Message.objects.filter(channel=Channel.PORTAL, recipient=str(office.pk)).latest("pk").content()
    assert "ne peut plus signer\u00a0: trop de codes erronés en 24 heures" in told.text
