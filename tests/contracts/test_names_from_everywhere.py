"""Names and addresses as people have them and programs copy them: kept, found, recognised, printed."""

import pytest

from contracts.sales.models import Contract
from contracts.signature.actions import sending
from contracts.withdrawal.queries import is_theirs
from portal.audit.transitions import Refused
from tests.contracts.desk import NEW, SEND, form_data, reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def desk(agent):
    return reader(agent)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("city", "Lyon\u202etxt.gpj", "Lyontxt.gpj"),
        ("address", "12 rue\u0007 Haute", "12 rue Haute"),
        ("last_name", "Ngu\u031b\u0303", "Ngữ"),
        ("last_name", "Saint\u2011Just", "Saint-Just"),
        ("last_name", "O‘Brien", "O’Brien"),
        ("postal_code", "\u200e69002", "69002"),
        ("birth_date", "\u200e01/02/1980", "1980-02-01"),
        ("phone", "06\u202f12\u202f34\u202f56\u202f78", "+33612345678"),
        ("email", "paul@straße.de", "paul@straße.de"),
        ("email", "paul@exemple.fr\u202c", "paul@exemple.fr"),
    ],
)
def test_pasted_text_is_stored_as_it_reads(desk, field, typed, kept):
    response = desk.post(NEW, form_data(**{field: typed}, **SEND))
    assert response.status_code == 302, response.context["form"].errors
    assert str(getattr(Contract.objects.get(), field)) == kept


@pytest.mark.parametrize(("field", "typed"), [("last_name", "王伟"), ("city", "Москва"), ("email", "paul@例え.jp")])
def test_unprintable_text_is_an_error_before_sending(desk, field, typed):
    response = desk.post(NEW, form_data(**{field: typed}, **SEND))
    assert response.status_code == 422
    assert "ne peut pas être imprimé" in " ".join(response.context["form"].errors[field])
    assert not Contract.objects.exclude(status="draft").exists()


def test_unprintable_text_cannot_be_sent_by_any_path(agent):
    draft = ContractFactory(owner=agent, last_name="王伟")
    with pytest.raises(Refused, match="« 王伟 » ne peut pas être imprimé"):
        sending.submit(contract=draft, by=agent)
    draft.refresh_from_db()
    assert (draft.status, draft.number) == ("draft", None)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("L’Hôpital", "l'hopital"), ("L'Hôpital", "l’hopital"), ("Wałęsa", "walesa"), ("Saint‐Just", "saint-just")],
)
def test_a_name_is_found_however_it_is_typed(desk, agent, name, typed):
    ContractFactory(owner=agent, last_name=name)
    ContractFactory(owner=agent, last_name="Martin")
    assert [each.last_name for each in Contract.objects.visible_to(agent).matching(typed)] == [name]


def test_a_number_pasted_with_direction_marks_is_found(agent):
    ContractFactory(owner=agent, phone="+33639981234")
    assert Contract.objects.visible_to(agent).matching("\u202a0639981234\u202c").count() == 1


@pytest.mark.parametrize(
    ("name", "email"),
    [("Walesa", "x@société.fr"), ("WAŁĘSA", "X@xn--socit-esab.fr"), ("m. walesa", "mailto:x@Société.fr")],
)
def test_the_right_person_is_recognised_with_their_own_keyboard(name, email):
    contract = ContractFactory(last_name="Wałęsa", email="x@société.fr", awaiting_back_office=True)
    assert is_theirs(contract, name=name, email=email)
    assert not is_theirs(contract, name="Walter", email=email)
