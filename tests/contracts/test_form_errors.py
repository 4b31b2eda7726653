"""What is wrong in the form of a contract is said in French, where it is, and at the top."""

import pytest

from contracts.models import Contract
from contracts.sales.enums import Status
from tests.contracts.desk import KEEP, NEW, SEND, form_data, reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return reader(UserFactory())


WRONG = [
    ({"last_name": ""}, "last_name", "Indiquez le nom."),
    ({"last_name": "1234"}, "last_name", "en lettres"),
    ({"first_name": "<b>Zoé</b>"}, "first_name", "en lettres"),
    ({"city": "9"}, "city", "nom de la ville"),
    ({"birth_date": "31/02/1980"}, "birth_date", "Date invalide"),
    ({"birth_date": "01/01/2020"}, "birth_date", "majeur"),
    ({"birth_date": ""}, "birth_date", "Indiquez la date de naissance"),
    ({"postal_code": "6900"}, "postal_code", "Un code postal a 5 chiffres"),
    ({"postal_code": "٦٩٠٠٢"}, "postal_code", "Un code postal a 5 chiffres"),
    ({"email": "helene"}, "email", "adresse"),
    ({"phone": "04 72 00 00 00"}, "phone", "téléphone fixe"),
    ({"phone": "+32 470 12 34 56"}, "phone", "indicatif +32"),
    ({"phone": "06 12"}, "phone", "Ce numéro"),
    ({"product": ""}, "product", "Choisissez un produit"),
    ({"product": "abc"}, "product", "n’est plus en vente"),
    ({"product": "99999999999999999999"}, "product", "n’est plus en vente"),
    ({"start_date": "2020-01-01"}, "start_date", "déjà passée"),
    ({"start_date": "2199-01-01"}, "start_date", "Date invalide"),
    ({"origin": "spam"}, "origin", "choix"),
    ({"kind": "household"}, "kind", "choix"),
    ({"kind": "company", "company_name": "", "siren": "732829320"}, "company_name", "Indiquez le nom de la société"),
    ({"kind": "company", "company_name": "X", "siren": "123456789"}, "siren", "SIREN"),
    ({"last_name": "n" * 300}, "last_name", "120"),
    ({"last_name": "Le\x00fèvre"}, "last_name", "nul"),
    ({"phone": "06\x0012345678"}, "phone", "nul"),
    ({"email": "a\x00@b.example"}, "email", "n’est pas valide"),
]


@pytest.mark.parametrize(("changes", "name", "words"), WRONG)
def test_errors_are_shown_at_the_field_and_on_top(desk, changes, name, words):
    response = desk.post(NEW, form_data(**changes, **SEND))
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [name]
    assert words in errors[name][0]
    page = response.content.decode()
    assert "error-summary" in page
    assert "field__error" in page
    assert Contract.objects.get().status == Status.DRAFT


def test_errors_are_listed_in_the_order_of_the_page(desk):
    page = desk.post(NEW, form_data(email="", phone="", city="", last_name="", **SEND)).content.decode()
    places = [page.index(f'href="#id_{name}"') for name in ("last_name", "city", "phone", "email")]
    assert places == sorted(places)


def test_what_is_missing_is_named_on_one_line_and_said_at_each_field(desk):
    blank = {"last_name": "", "first_name": "", "phone": "", "city": "9"}
    page = desk.post(NEW, form_data(**blank, **SEND)).content.decode()
    summary = page[page.index("error-summary") : page.index('id="contract-form"')]
    assert summary.count("<li>") == 2
    assert "À compléter" in summary
    assert "Indiquez" in summary  # the name of the town is wrong, not missing
    for sentence in ("Indiquez le nom.", "Indiquez le prénom.", "Indiquez le mobile du client."):
        assert page.count(sentence) == 1


def test_the_step_with_the_first_error_is_open(desk):
    response = desk.post(NEW, form_data(phone="", **SEND))
    assert [step.name for step in response.context["steps"] if step.is_open] == ["sign"]
    assert "1 champ à revoir" in response.content.decode()
    response = desk.post(NEW, form_data(city="", phone="", **SEND))
    assert [step.name for step in response.context["steps"] if step.is_open] == ["client"]


def test_a_folded_step_says_what_is_in_it(desk):
    desk.post(NEW, form_data(ProductFactory(name="Pompe à chaleur", net_price=1000), **KEEP))
    page = desk.get(Contract.objects.get().get_absolute_url())
    lines = [step.line for step in page.context["steps"]]
    assert lines == [
        "Hélène Lefèvre, Lyon",
        "Pompe à chaleur · 1\xa0200,00\xa0€",
        "Code par SMS au 06\xa012\xa034\xa056\xa078",
    ]
    assert "Faire signer · 1\xa0200,00\xa0€" in page.content.decode()


def test_the_client_reads_what_they_pay_and_how_to_withdraw(desk):
    product = ProductFactory(monthly=True)
    desk.post(NEW, form_data(product, **KEEP))
    summary = dict(desk.get(Contract.objects.get().get_absolute_url()).context["summary"])
    assert product.name in summary["Vous achetez"]
    assert "TTC par mois, soit" in summary["Vous payez"]
    assert f"{product.duration_months} mois, à partir du" in summary["Durée"]
    assert "14 jours après la signature" in summary["Pour renoncer"]


def test_a_product_retired_meanwhile_is_said_at_its_field_and_the_draft_is_kept(desk):
    product = ProductFactory()
    typed = form_data(product, **SEND)
    type(product).objects.update(is_active=False)
    response = desk.post(NEW, typed)
    assert response.status_code == 422
    assert "n’est plus en vente" in response.context["form"].errors["product"][0]
    assert [step.name for step in response.context["steps"] if step.is_open] == ["offer"]
    assert Contract.objects.get().last_name == "Lefèvre"


def test_products_sold_last_come_first(desk):
    first, second = ProductFactory(name="Audit"), ProductFactory(name="Zinguerie")
    desk.post(NEW, form_data(second, **KEEP))
    assert [pk for pk, _name in desk.get(NEW).context["form"].fields["product"].choices] == [second.pk, first.pk]


@pytest.mark.parametrize("name", ["Le Bihan", "O'Brien", "d’Arc-Ço", "L·lull", "Nguyễn", "’t Hooft", "Jean-Marie Jr."])
def test_a_name_is_taken_in_any_writing(desk, name):
    assert desk.post(NEW, form_data(last_name=name, **SEND)).status_code == 302


def test_a_company_is_asked_for_its_name_and_number_before_it_is_chosen(desk):
    page = desk.get(NEW).content.decode()
    for field in ("company_name", "siren", "birth_date"):
        label = page[page.index(f'for="id_{field}"') :][:200]
        assert "facultatif" not in label.split("</label>")[0]


def test_the_mobile_of_a_colleague_cannot_sign(desk):
    UserFactory(phone="+33698765432")
    response = desk.post(NEW, form_data(phone="06.98.76.54.32", **SEND))
    assert "celui d’un collègue" in response.context["form"].errors["phone"][0]


@pytest.mark.parametrize("role", ["agent", "manager", "back_office", "presales"])
def test_the_signed_contract_is_not_sent_to_a_colleague(desk, role):
    UserFactory(email="collegue@comptoir.example", role=role)
    response = desk.post(NEW, form_data(email="Collegue@comptoir.example", **SEND))
    assert "celle d’un collègue" in response.context["form"].errors["email"][0]


def test_a_client_with_an_account_is_written_to_at_its_address(desk):
    UserFactory(email="cliente@exemple.fr", role="client")
    assert desk.post(NEW, form_data(email="cliente@exemple.fr", **SEND)).status_code == 302
