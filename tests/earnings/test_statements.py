"""Monthly statements: figures, approval, payment, PDF."""

from datetime import date
from decimal import Decimal
from unittest import mock

import pytest
from django.urls import reverse

from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.earnings.models import Earning, Statement
from portal.earnings.statements import actions, printing, queries
from portal.earnings.statements.enums import Status
from tests.earnings.conftest import page_of
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import PDF
from tests.factories.earnings import AgreementFactory, earned

pytestmark = pytest.mark.django_db
D = Decimal
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


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
    with pytest.raises(Refused, match="Une autre personne"):
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
    assert statement.get_absolute_url() in page_of(login, office, "/")
    chosen = {"action": "approuver", "choix": [statement.pk], "confirme": "1"}
    login(office).post("/remuneration/releves/actions/", chosen)
    statement.refresh_from_db()
    assert statement.status == Status.APPROVED


def test_sum_of_lines_is_the_balance_of_statements(agreement, seller, office):
    for month in (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)):
        sale = ClientFactory()
        earned(seller, source=sale, day=month)
        earnings.take_back(source=sale, share=D("0.25"), reason="Remboursement", day=month)
        statement = statement_of(seller, dates.first_of_month(month))
        actions.approve(statement=statement, by=office)
    paid = sum(each.payable for each in Statement.objects.all())
    assert paid == sum(line.amount for line in Earning.objects.all()) == 225
