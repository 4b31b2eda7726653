"""Signatories: guided steps, an address verified by link, a mobile shared by few, a power with its dates."""

import re
import uuid
from datetime import timedelta

import pytest

from crm.models import Signatory
from crm.signatories import actions, queries
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.states import Channel
from tests.client import StrictClient
from tests.contracts.desk import reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import back_office
from tests.factories.signatories import SignatoryFactory

pytestmark = pytest.mark.django_db
CONTINUE = {"passage": "1"}
IDENTITY = {"role": "legal", "civility": "mme", "last_name": "Roux", "first_name": "Anne", "birth_date": "01/02/1980"}


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def client(agent):
    return ClientFactory(owner=agent, company=True)


def link_of(message: Message) -> str:
    return re.search(r"/l/[\w-]+/", message.content().text).group()


def test_the_guided_steps_lead_from_one_to_the_next(agent, client):
    desk = reader(agent)
    base = f"/clients/{client.pk}/signataires/"
    step = desk.post(f"{base}nouveau/", IDENTITY | {"key": str(uuid.uuid4())})
    made = Signatory.objects.get()
    assert step.url == f"{base}{made.pk}/coordonnees/"
    values = {"email": "anne@exemple.example", "phone": "06 39 98 11 11", "version": 1}
    assert desk.post(step.url, values).url == f"{base}{made.pk}/pouvoir/"
    assert desk.post(f"{base}{made.pk}/pouvoir/", {"power_from": "01/01/2020", "version": 2}).url.endswith("/piece/")
    until = f"{dates.today() + timedelta(days=30):%d/%m/%Y}"
    last = desk.post(
        f"{base}{made.pk}/piece/", {"document_kind": "id_card", "document_until": until, "version": 3}, follow=True
    )
    text = last.content.decode()
    assert "E-mail à vérifier" in text
    assert "Pièce valable jusqu’au" in text
    assert verbs(client)[0] == "crm.signatory_added"


def test_a_power_that_ends_before_it_begins_is_told(agent, client):
    there = SignatoryFactory(client=client)
    page = f"/clients/{client.pk}/signataires/{there.pk}/pouvoir/"
    response = reader(agent).post(page, {"power_from": "02/01/2030", "power_until": "01/01/2030", "version": 1})
    assert response.status_code == 422
    assert "se termine avant de commencer" in response.content.decode()


def test_opening_the_link_verifies_nothing_and_its_button_does(agent, client):
    there = SignatoryFactory(client=client, email_verified_at=None)
    actions.send_again(signatory=there, by=agent)
    message = Message.objects.get(channel=Channel.EMAIL)
    address, visitor = link_of(message), StrictClient()
    assert visitor.get(address, follow=True).status_code == 200
    assert visitor.head(address).status_code in (200, 302)
    there.refresh_from_db()
    assert there.email_verified_at is None
    page = visitor.post(address, CONTINUE, follow=True)
    assert "Confirmer mon adresse" in page.content.decode()
    assert "confirmée" in visitor.post(address, follow=True).content.decode()
    there.refresh_from_db()
    assert there.email_verified_at is not None
    assert queries.may_sign(there)


def test_another_address_is_verified_again_and_kills_the_link(agent, client):
    there = SignatoryFactory(client=client)
    page = f"/clients/{client.pk}/signataires/{there.pk}/coordonnees/"
    reader(agent).post(page, {"email": "autre@exemple.example", "phone": "0639981111", "version": 1})
    there.refresh_from_db()
    assert there.email_verified_at is None
    assert Message.objects.get(channel=Channel.EMAIL).recipient == "autre@exemple.example"
    assert not queries.may_sign(there)


def test_nobody_signs_outside_the_dates_of_their_power(client):
    today = dates.today()
    assert not queries.may_sign(SignatoryFactory(client=client, power_from=today + timedelta(days=1)))
    assert not queries.may_sign(
        SignatoryFactory(client=client, power_from=today, power_until=today, document_until=today - timedelta(1))
    )
    assert queries.may_sign(SignatoryFactory(client=client, power_from=today, power_until=today))


def test_a_mobile_of_more_than_three_clients_waits_for_the_back_office(agent, client):
    for _turn in range(3):
        ClientFactory(phone="+33639981111")
    there = SignatoryFactory(client=client)
    assert not queries.may_sign(there)
    page = f"/clients/{client.pk}/signataires/{there.pk}/mobile/"
    assert reader(agent).post(page).status_code == 403
    assert reader(back_office()).post(page).status_code == 302
    there.refresh_from_db()
    assert queries.may_sign(there)


def test_the_adviser_is_warned_once_that_a_document_ends(agent, client):
    SignatoryFactory(client=client, document_until=dates.today() + timedelta(days=59))
    SignatoryFactory(client=client, document_until=dates.today() + timedelta(days=61))
    assert actions.warn_of_documents() == 1
    assert actions.warn_of_documents() == 0
    assert "pièce d’identité" in Message.objects.get(channel=Channel.PORTAL, recipient=str(agent.pk)).subject


def test_others_do_not_reach_a_signatory(client):
    there = SignatoryFactory(client=client)
    stranger = reader(UserFactory())
    for address in ("identite/", "retrait/"):
        assert stranger.get(f"/clients/{client.pk}/signataires/{there.pk}/{address}").status_code == 404
    assert stranger.get(f"/clients/{client.pk}/signataires/nouveau/").status_code == 404
    assert reader(client.owner).get(f"/clients/{client.pk}/signataires/{there.pk}/autre/").status_code == 404
