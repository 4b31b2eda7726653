"""The pages of remuneration: totals, lines, agreements, objectives."""

from datetime import date
from decimal import Decimal

import pytest

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.earnings.agreements import actions as agreements
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.rules import Terms
from portal.earnings.models import Agreement, Objective
from tests.earnings.conftest import page_of
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.earnings import AgreementFactory, ObjectiveFactory, earned

pytestmark = pytest.mark.django_db
D = Decimal
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


# --- the list ------------------------------------------------------------------------------------


def test_each_reader_sees_the_lines_of_their_scope(login, agreement, seller, office):
    colleague, other = UserFactory(organisation=seller.organisation), UserFactory()
    manager = UserFactory(manager=True, organisation=seller.organisation)
    for person in (seller, colleague, other):
        earned(person, label=f"Vente de {person.last_name} !")
    seen = {
        who: [
            person in page_of(login, who)
            for person in (f"de {seller.last_name} !", f"de {colleague.last_name} !", f"de {other.last_name} !")
        ]
        for who in (seller, manager, office)
    }
    assert list(seen.values()) == [[True, False, False], [True, True, False], [True, True, True]]


def test_partner_and_client_have_no_remuneration(login):
    assert login(UserFactory(role="partner")).get("/remuneration/").status_code == 403
    assert login(UserFactory(client=True)).get("/remuneration/").status_code == 403


def test_line_leads_to_its_source_and_says_why(login, agreement, seller):
    sale = ClientFactory(owner=seller)
    earned(seller, source=sale, label="Contrat 12")
    earnings.take_back(source=sale, share=D("0.4"), reason="Remboursé à 40 %")
    page = page_of(login, seller)
    assert f'href="{sale.get_absolute_url()}' in page
    assert "Remboursé à 40 %" in page
    assert "60,00 €" in page


def test_list_is_narrowed_by_month_kind_and_state(login, agreement, seller):
    today = dates.today()
    earned(seller, label="Ce mois-ci !", day=today)
    earned(seller, label="Avant !", day=dates.first_of_month(today) - dates.timedelta(days=1))
    page = page_of(login, seller, f"/remuneration/?mois={today:%Y-%m}&etat=acquis&type=contract")
    assert "Ce mois-ci !" in page
    assert "Avant !" not in page
    assert "Avant !" in page_of(login, seller, "/remuneration/?q=avant")


def test_only_those_who_pay_export(login, agreement, seller, office):
    earned(seller)
    assert login(seller).get("/remuneration/export/").status_code == 403
    assert login(office).get("/remuneration/export/").status_code == 200


def test_list_asks_a_fixed_number_of_queries(login, agreement, office, django_assert_max_num_queries):
    for _sale in range(4):
        earned(UserFactory())
    client = login(office)
    with django_assert_max_num_queries(16):
        client.get("/remuneration/")


# --- agreements ----------------------------------------------------------------------------------


def agreed(**values) -> dict:
    return {"name": "Accord 2026", "agent": "", "agency": "", "since": "2026-01-01", "until": "", "notes": ""} | values


def test_back_office_writes_an_agreement_and_its_terms(login, office, seller):
    client = login(office)
    client.post("/remuneration/accords/nouveau/", agreed(agent=seller.pk))
    made = Agreement.objects.get()
    terms = {"version": made.version, "rate": "8,5", "fixed": "20", "low_0": "10 000", "rate_0": "10"}
    client.post(f"/remuneration/accords/{made.pk}/bareme/contract/", terms)
    assert Agreement.objects.get().terms[Kind.CONTRACT] == Terms(D("8.50"), D(20), ((D(10000), D(10)),))
    assert "8,5" in page_of(login, seller, made.get_absolute_url())


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rate": "abc"}, "Taux invalide"),
        ({"rate": "101"}, "Un taux va de 0 à 100"),
        ({"low_0": "1000"}, "Indiquez un montant et un taux pour chaque palier"),
        ({"low_0": "1000", "rate_0": "5", "low_1": "500", "rate_1": "6"}, "Chaque palier commence plus haut"),
    ],
)
def test_terms_that_make_no_sense_are_told_at_the_field(login, office, values, sentence):
    made = AgreementFactory()
    url = f"/remuneration/accords/{made.pk}/bareme/order/"
    response = login(office).post(url, {"version": made.version} | values)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_two_agreements_for_the_same_people_never_overlap(login, office, agreement):
    response = login(office).post("/remuneration/accords/nouveau/", agreed())
    assert response.status_code == 422
    assert "vaut déjà pour les mêmes personnes" in response.content.decode()


def test_used_agreement_is_followed_by_a_version_and_keeps_what_was_earned(agreement, office, seller):
    sale = ClientFactory()
    line = earnings.expect(source=sale, agent=seller, kind=Kind.CONTRACT, base=D(1000), day=MARCH)
    with pytest.raises(Refused):
        agreements.set_terms(
            agreement=agreement, kind=Kind.CONTRACT, terms=Terms(rate=D(50)), version=agreement.version, by=office
        )
    version = agreements.succeed(agreement=agreement, since=APRIL, by=office)
    agreements.set_terms(
        agreement=version, kind=Kind.CONTRACT, terms=Terms(rate=D(50)), version=version.version, by=office
    )
    [made] = earnings.earn(source=sale, day=APRIL)
    assert made.amount == line.amount == 100
    assert earned(seller, day=APRIL).amount == 500
    agreement.refresh_from_db()
    assert agreement.until == date(2026, 3, 31)


def test_stale_terms_are_told(login, office):
    made = AgreementFactory()
    agreements.set_terms(agreement=made, kind=Kind.ORDER, terms=Terms(rate=D(5)), version=made.version, by=office)
    response = login(office).post(
        f"/remuneration/accords/{made.pk}/bareme/order/", {"version": made.version, "rate": "7"}
    )
    assert response.status_code == 422
    assert "a changé entre-temps" in response.content.decode()


def test_agent_reads_agreements_that_apply_and_no_other(login, agreement, seller):
    other = AgreementFactory(agent=UserFactory(), name="Accord d’un autre")
    client = login(seller)
    assert client.get(agreement.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"/remuneration/accords/{agreement.pk}/modification/").status_code == 403


# --- objectives and the home page ------------------------------------------------------------------


def test_home_says_what_is_earned_and_what_is_missing(login, agreement, seller):
    earned(seller, day=dates.today())
    ObjectiveFactory(agent=seller, month=dates.first_of_month(dates.today()), amount=D(400))
    page = page_of(login, seller, "/")
    assert "Ma rémunération du mois" in page
    assert "il manque 300,00 €" in page


def test_manager_sets_objectives_of_their_agency_alone(login, seller):
    manager = UserFactory(manager=True, organisation=seller.organisation)
    stranger, client = UserFactory(), login(manager)
    values = {"agent": seller.pk, "agency": "", "month": "2026-03", "amount": "1 500"}
    assert client.post("/remuneration/objectifs/nouveau/", values).status_code == 302
    assert Objective.objects.get().amount == 1500
    assert client.post("/remuneration/objectifs/nouveau/", values).status_code == 422
    assert client.post("/remuneration/objectifs/nouveau/", values | {"agent": stranger.pk}).status_code == 422
    assert login(seller).get("/remuneration/objectifs/nouveau/").status_code == 403
    assert "1 500,00" in page_of(login, seller, "/remuneration/objectifs/?mois=2026-03")
