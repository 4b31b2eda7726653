"""A company whose file names signatories signs by one of them, while their power lasts."""

from datetime import timedelta

import pytest

from contracts.models import Contract
from contracts.sales.enums import Status
from contracts.signature.actions import signing
from contracts.signature.actions.signing import Signing
from crm.models import Signatory
from portal.core.values import dates
from tests.contracts.desk import NEW, SEND, form_data, reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, code_sent
from tests.factories.signatories import SignatoryFactory

pytestmark = pytest.mark.django_db
MOBILE = "+33639981111"


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def company(agent):
    return ClientFactory(owner=agent, company=True)


def company_form(client, **changes) -> dict:
    values = {"kind": "company", "company_name": client.company_name, "siren": client.siren, **SEND}
    return form_data(**values | changes)


def sent(desk, client, **changes):
    return desk.post(f"{NEW}?client={client.pk}", company_form(client, **changes))


def test_company_without_signatories_asks_for_none(agent, company):
    assert sent(reader(agent), company).status_code == 302


def test_mobile_of_nobody_on_file_is_refused_at_its_field(agent, company):
    SignatoryFactory(client=company)
    page = sent(reader(agent), company)
    assert page.status_code == 422
    assert "Choisissez le mobile d’un signataire" in page.content.decode()
    assert Contract.objects.get().status == Status.DRAFT


def test_signatory_in_power_signs(agent, company):
    SignatoryFactory(client=company)
    assert sent(reader(agent), company, phone=MOBILE).status_code == 302


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"power_from": dates.today() + timedelta(days=3)}, "pouvoir pas encore en vigueur"),
        ({"email_verified_at": None}, "e-mail à vérifier"),
        ({"document_until": dates.today() - timedelta(days=1)}, "pièce d’identité expirée"),
    ],
)
def test_signatory_who_may_not_sign_is_told_why(agent, company, changes, reason):
    SignatoryFactory(client=company, **changes)
    page = sent(reader(agent), company, phone=MOBILE)
    assert page.status_code == 422
    assert f"Anne Roux ne peut pas signer : {reason}." in page.content.decode()


def test_choosing_a_signatory_fills_the_draft_and_loses_nothing(agent, company):
    chosen = SignatoryFactory(client=company)
    desk = reader(agent)
    page = desk.get(f"{NEW}?client={company.pk}").content.decode()
    assert f'name="signataire" value="{chosen.pk}"' in page
    values = company_form(company, city="Grenoble") | {"signataire": chosen.pk}
    del values["envoyer"]
    assert desk.post(f"{NEW}?client={company.pk}", values).status_code == 302
    draft = Contract.objects.get()
    assert (draft.last_name, draft.phone, draft.email, draft.city) == ("Roux", MOBILE, chosen.email, "Grenoble")


def test_code_is_not_taken_once_the_power_has_ended(agent, company):
    contract = ContractFactory(awaiting_client=True, owner=agent, client=company, kind="company", phone=MOBILE)
    person = SignatoryFactory(client=company, power_from=dates.today() - timedelta(days=9))
    Signatory.objects.filter(pk=person.pk).update(power_until=dates.today() - timedelta(days=1))
    answer = signing.enter_code(
        contract=contract, challenge_id=None, code=code_sent(contract), channel="agent", by=agent
    )
    assert answer.kind == Signing.REFUSED
    assert answer.sentence == "Anne Roux ne peut pas signer : pouvoir terminé."
