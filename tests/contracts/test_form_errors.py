"""What is wrong in the form of a contract is said in French, where it is, and at the top."""

import pytest

from contracts.models import Contract
from contracts.sales.enums import Status
from tests.contracts.desk import NEW, SEND, form_data, reader
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return reader(UserFactory())


WRONG = [
    ({"last_name": ""}, "last_name", "Ce champ est obligatoire."),
    ({"birth_date": "31/02/1980"}, "birth_date", "Cette date n’est pas comprise"),
    ({"birth_date": "01/01/2020"}, "birth_date", "majeur"),
    ({"birth_date": ""}, "birth_date", "obligatoire"),
    ({"postal_code": "6900"}, "postal_code", "Un code postal a 5 chiffres"),
    ({"postal_code": "٦٩٠٠٢"}, "postal_code", "Un code postal a 5 chiffres"),
    ({"email": "helene"}, "email", "adresse"),
    ({"phone": "04 72 00 00 00"}, "phone", "téléphone fixe"),
    ({"phone": "+32 470 12 34 56"}, "phone", "mobiles français"),
    ({"phone": "06 12"}, "phone", "Ce numéro"),
    ({"product": ""}, "product", "obligatoire"),
    ({"product": "abc"}, "product", "choix"),
    ({"product": "99999999999999999999"}, "product", "choix"),
    ({"start_date": "2020-01-01"}, "start_date", "déjà passée"),
    ({"start_date": "2199-01-01"}, "start_date", "n’est pas comprise"),
    ({"origin": "spam"}, "origin", "choix"),
    ({"kind": "household"}, "kind", "choix"),
    ({"kind": "company", "company_name": "", "siren": "732829320"}, "company_name", "obligatoire"),
    ({"kind": "company", "company_name": "X", "siren": "123456789"}, "siren", "SIREN"),
    ({"last_name": "n" * 300}, "last_name", "120"),
    ({"last_name": "Le\x00fèvre"}, "last_name", "nul"),
    ({"phone": "06\x0012345678"}, "phone", "nul"),
    ({"email": "a\x00@b.example"}, "email", "courriel valide"),
]


@pytest.mark.parametrize(("changes", "name", "words"), WRONG)
def test_what_is_wrong_is_said_at_the_field_and_at_the_top(desk, changes, name, words):
    response = desk.post(NEW, form_data(**changes, **SEND))
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [name]
    assert words in errors[name][0]
    page = response.content.decode()
    assert "error-summary" in page
    assert "field__error" in page
    assert Contract.objects.get().status == Status.DRAFT


def test_the_mobile_of_a_colleague_cannot_sign(desk):
    UserFactory(phone="+33698765432")
    response = desk.post(NEW, form_data(phone="06.98.76.54.32", **SEND))
    assert "membre de l’équipe" in response.context["form"].errors["phone"][0]
