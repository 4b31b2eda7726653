"""Numbers and addresses of accounts: a change is an event, and what a colleague had stays refused for a signer."""

from datetime import timedelta

import pytest

from portal.access.roles import Role
from portal.accounts import administering
from portal.accounts.models import FormerContact
from portal.accounts.queries import is_colleague_email, is_colleague_mobile
from portal.audit.history import history_of
from portal.core.plugs import retention
from portal.core.values import dates
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "+33611111111", "+33622222222"
FORM = {"first_name": "Camille", "last_name": "Martin", "language": "fr", "theme": "auto"}


@pytest.fixture
def with_phone(agent):
    agent.phone = OLD
    agent.save()
    return agent


def change_phone(client, phone: str) -> None:
    assert client.post("/parametres/", FORM | {"phone": phone}).status_code == 302


def save(user, by, **values) -> None:
    for name, value in values.items():
        setattr(user, name, value)
    administering.save_from_administration(user=user, changed=list(values), by=by, created=False)


def test_agent_cannot_clear_their_mobile_to_sign_with_it(login, with_phone):
    change_phone(login(with_phone), "")
    assert is_colleague_mobile(OLD)
    change_phone(login(with_phone), NEW)
    assert is_colleague_mobile(OLD)
    assert is_colleague_mobile(NEW)


def test_change_of_phone_is_an_event_with_both_numbers(login, with_phone):
    change_phone(login(with_phone), NEW)
    (line,) = history_of(with_phone)
    assert line.event.verb == "accounts.phone_changed"
    assert line.event.detail.values["phone_before"] == OLD
    assert line.event.detail.values["phone_after"] == NEW


def test_settings_saved_without_a_new_phone_leave_no_event(login, with_phone):
    change_phone(login(with_phone), OLD)
    assert history_of(with_phone) == []
    assert not FormerContact.objects.exists()


def test_former_contact_is_refused_for_ninety_days(login, with_phone, settings):
    change_phone(login(with_phone), NEW)
    FormerContact.objects.update(until=dates.now() - timedelta(days=89))
    assert is_colleague_mobile(OLD)
    FormerContact.objects.update(until=dates.now() - timedelta(days=91))
    assert not is_colleague_mobile(OLD)
    retention.apply_all()
    assert not FormerContact.objects.exists()


def test_partners_count_as_colleagues_and_clients_do_not():
    UserFactory(role=Role.PARTNER, phone=OLD, email="partenaire@exemple.fr")
    UserFactory(client=True, phone=NEW, email="cliente@exemple.fr")
    assert is_colleague_mobile(OLD)
    assert is_colleague_email("Partenaire@exemple.fr")
    assert not is_colleague_mobile(NEW)
    assert not is_colleague_email("cliente@exemple.fr")


def test_colleague_who_becomes_a_client_account_stays_known(with_phone, back_office):
    save(with_phone, back_office, role=Role.CLIENT)
    assert is_colleague_mobile(OLD)
    assert is_colleague_email(with_phone.email)


def test_changed_address_is_told_to_both_addresses_and_the_back_office(agent, back_office, mails):
    other, before = UserFactory(back_office=True), agent.email
    save(agent, back_office, email="Nouvelle@exemple.fr")
    for address in (before, "nouvelle@exemple.fr"):
        assert f"a remplacé votre adresse de connexion {before} par nouvelle@exemple.fr" in mails(address)[0]
    assert "Vérifiez que la demande est vraie" in mails(other.email)[-1]
    assert mails(back_office.email) == []
    assert is_colleague_email(before)
    event = history_of(agent)[0].event
    assert event.detail.values["email_before"] == before
