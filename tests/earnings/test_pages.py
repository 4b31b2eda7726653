"""The pages of remuneration: totals, lines, agreements, statements, objectives."""

from datetime import date
from decimal import Decimal
from unittest import mock

import pytest
from django.urls import reverse

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.earnings.agreements import actions as agreements
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.rules import Terms
from portal.earnings.models import Agreement, Earning, Objective, Statement
from portal.earnings.statements import actions, printing, queries
from portal.earnings.statements.enums import Status
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import PDF
from tests.factories.earnings import AgreementFactory, ObjectiveFactory, earned

pytestmark = pytest.mark.django_db
D = Decimal
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def seller():
    return UserFactory()


def page_of(login, user, url="/remuneration/") -> str:
    response = login(user).get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


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
        ({"rate": "abc"}, "Ce taux n’est pas compris"),
        ({"rate": "101"}, "Un taux va de 0 à 100"),
        ({"low_0": "1000"}, "Un palier a un montant et un taux"),
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


# --- statements ----------------------------------------------------------------------------------


def statement_of(agent, month=MARCH) -> Statement:
    actions.make(agent_id=agent.pk, month=month)
    return Statement.objects.get(agent=agent, month=month)


def test_statement_is_made_once_the_month_is_over(agreement, seller):
    earned(seller, day=MARCH)
    earned(seller, day=dates.today())
    assert actions.make_missing() == 1
    assert actions.make_missing() == 0
    assert Statement.objects.get().month == MARCH


def test_statement_equals_its_lines_and_is_paid(login, agreement, seller, office):
    sale = ClientFactory()
    earned(seller, source=sale, day=MARCH)
    earnings.take_back(source=sale, share=D("0.4"), reason="Remboursement", day=date(2026, 3, 20))
    earned(seller, "500", day=date(2026, 3, 31))
    statement, client = statement_of(seller), login(office)
    page = client.get(statement.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "110,00 €" in page
    client.post(f"/remuneration/releves/{statement.pk}/approbation/")
    statement.refresh_from_db()
    lines = sum(line.amount for line in queries.lines_of(statement))
    assert (statement.status, statement.total, statement.lines) == (Status.APPROVED, D(110), 3)
    assert lines == statement.total
    client.post(f"/remuneration/releves/{statement.pk}/paiement/", {"paid_on": "2026-04-05"})
    statement.refresh_from_db()
    assert (statement.status, statement.paid_on) == (Status.PAID, date(2026, 4, 5))


def test_line_after_the_approval_counts_in_the_next_month(agreement, seller, office):
    earned(seller, day=MARCH)
    actions.approve(statement=statement_of(seller), by=office)
    late = earned(seller, day=date(2026, 3, 31))
    assert (late.day, late.month) == (date(2026, 3, 31), APRIL)


def test_negative_balance_is_carried_to_the_next_month(agreement, seller, office):
    sale = ClientFactory()
    earned(seller, source=sale, day=date(2026, 2, 10))
    actions.approve(statement=statement_of(seller, date(2026, 2, 1)), by=office)
    earnings.take_back(source=sale, reason="Rétractation", day=MARCH)
    march = actions.approve(statement=statement_of(seller), by=office)
    earned(seller, "3000", day=APRIL)
    april = actions.approve(statement=statement_of(seller, APRIL), by=office)
    assert (march.total, march.payable) == (-100, 0)
    assert (april.carried, april.payable) == (-100, 200)


def test_months_are_approved_in_their_order(agreement, seller, office):
    earned(seller, day=MARCH)
    earned(seller, day=APRIL)
    statement_of(seller)
    with pytest.raises(Refused, match="mars 2026"):
        actions.approve(statement=statement_of(seller, APRIL), by=office)


def test_nobody_approves_their_own_statement(agreement):
    person = UserFactory(extra_rights=["earnings.manage"])
    earned(person, day=MARCH)
    with pytest.raises(Refused, match="le vôtre"):
        actions.approve(statement=statement_of(person), by=person)


def test_payment_in_the_future_is_refused(login, agreement, seller, office):
    earned(seller, day=MARCH)
    statement = actions.approve(statement=statement_of(seller), by=office)
    response = login(office).post(f"/remuneration/releves/{statement.pk}/paiement/", {"paid_on": "2090-01-01"})
    assert response.status_code == 422


def test_pdf_prints_the_lines_and_is_read_in_scope_alone(login, agreement, seller, office):
    earned(seller, day=MARCH, label="Contrat A1")
    statement = actions.approve(statement=statement_of(seller), by=office)
    url = reverse("earnings:statement_document", args=[statement.pk])
    assert login(seller).get(url).status_code == 404
    with mock.patch.object(printing, "render_pdf", return_value=PDF) as render:
        assert printing.print_due() == 1
        assert printing.print_due() == 0
    context = render.call_args.args[1]
    assert [line.label for line in context["lines"]] == ["Contrat A1"]
    assert context["figures"].payable == 100
    assert login(seller).get(url).status_code == 200
    assert login(UserFactory()).get(url).status_code == 404


def test_pdf_is_drawn():
    pytest.importorskip("weasyprint")
    AgreementFactory()
    seller = UserFactory()
    earned(seller, day=MARCH)
    statement = actions.approve(statement=statement_of(seller), by=UserFactory(back_office=True))
    assert printing.print_one(statement)


def test_agent_sees_their_statement_and_cannot_approve_it(login, agreement, seller):
    earned(seller, day=MARCH)
    statement, client = statement_of(seller), login(seller)
    assert client.get(statement.get_absolute_url()).status_code == 200
    assert client.post(f"/remuneration/releves/{statement.pk}/approbation/").status_code == 403
    assert login(UserFactory()).get(statement.get_absolute_url()).status_code == 404


def test_statements_wait_for_the_back_office(login, agreement, seller, office):
    earned(seller, day=MARCH)
    statement = statement_of(seller)
    assert statement.get_absolute_url() in page_of(login, office, "/a-faire/")
    chosen = {"action": "approuver", "choix": [statement.pk], "confirme": "1"}
    login(office).post("/remuneration/releves/actions/", chosen)
    statement.refresh_from_db()
    assert statement.status == Status.APPROVED


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


def test_sum_of_lines_is_the_balance_of_statements(agreement, seller, office):
    for month in (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)):
        sale = ClientFactory()
        earned(seller, source=sale, day=month)
        earnings.take_back(source=sale, share=D("0.25"), reason="Remboursement", day=month)
        statement = statement_of(seller, dates.first_of_month(month))
        actions.approve(statement=statement, by=office)
    paid = sum(each.payable for each in Statement.objects.all())
    assert paid == sum(line.amount for line in Earning.objects.all()) == 225
