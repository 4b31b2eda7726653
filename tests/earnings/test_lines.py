"""The lines of remuneration in the database."""

import random
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from contracts.models import Contract
from portal.core import append_only
from portal.earnings import actions
from portal.earnings.agreements.enums import Kind
from portal.earnings.lines.enums import State
from portal.earnings.models import Earning
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import STEPS, ContractFactory
from tests.factories.earnings import AgreementFactory, earned

pytestmark = pytest.mark.django_db
D = Decimal


def sums(**filters) -> dict:
    rows = Earning.objects.filter(**filters).values_list("state").annotate(sum=Sum("amount"))
    return dict(rows)


def test_agreement_of_the_day_of_the_sale_applies():
    agent = UserFactory()
    AgreementFactory(until=date(2026, 3, 31))
    AgreementFactory(since=date(2026, 4, 1), terms={Kind.ORDER: {"rate": D(20)}, Kind.CONTRACT: {"rate": D(50)}})
    sale = ClientFactory()
    actions.expect(source=sale, agent=agent, kind=Kind.CONTRACT, base=D(1000), day=date(2026, 3, 31))
    [line] = actions.earn(source=sale, day=date(2026, 4, 2))
    assert (line.amount, line.day, line.agreement.until) == (D(100), date(2026, 4, 2), date(2026, 3, 31))


def test_own_agreement_goes_before_that_of_the_agency_and_that_of_all():
    agent = UserFactory()
    AgreementFactory()
    AgreementFactory(agency=agent.organisation, terms={Kind.CONTRACT: {"rate": D(12)}, Kind.ORDER: {"rate": D(2)}})
    AgreementFactory(agent=agent, terms={Kind.CONTRACT: {"rate": D(15)}})
    assert earned(agent).amount == 150
    assert earned(agent, kind=Kind.ORDER).amount == 20
    assert earned(UserFactory(organisation=agent.organisation)).amount == 120
    assert earned(UserFactory()).amount == 100


def test_sale_that_no_agreement_names_writes_no_line():
    agent, sale = UserFactory(), ClientFactory()
    assert actions.expect(source=sale, agent=agent, kind=Kind.ORDER, base=D(100)) is None
    assert actions.earn(source=sale, agent=agent, kind=Kind.ORDER, base=D(100)) == []
    assert actions.take_back(source=sale, reason="x") == []
    assert not Earning.objects.exists()


def test_month_volume_raises_the_rate():
    agent = UserFactory()
    AgreementFactory(terms={Kind.CONTRACT: {"rate": D(5), "tiers": [["1000", "10"]]}})
    day = date(2026, 3, 10)
    assert [earned(agent, "800", day=day).amount for _sale in range(3)] == [40, 70, 80]
    assert earned(agent, "800", day=date(2026, 4, 1)).amount == 40


def test_refund_withdrawal_and_dispute_in_the_database():
    AgreementFactory()
    agent, sale = UserFactory(), ClientFactory()
    earned(agent, source=sale)
    for _twice in range(2):
        actions.take_back(source=sale, share=D("0.4"), reason="Remboursement partiel")
    assert sums() == {State.EARNED: 100, State.TAKEN_BACK: -40}
    actions.take_back(source=sale, reason="Contestation")
    actions.give_back(source=sale, share=D("0.4"), reason="Contestation gagnée")
    assert sums() == {State.EARNED: 100, State.TAKEN_BACK: -40}
    assert [line.cancels_id for line in Earning.objects.order_by("pk")[1:]] == [Earning.objects.earliest("pk").pk] * 3


def test_contract_is_expected_earned_and_taken_back():
    AgreementFactory()
    contract = ContractFactory(submitted=True)
    due = contract.total.net / 10
    assert sums() == {State.EXPECTED: due}
    for step in ("freeze", "sign", "validate"):
        STEPS[step](contract)
        contract = Contract.objects.get()
    assert sums() == {State.EXPECTED: 0, State.EARNED: due}
    STEPS["unpaid"](contract)
    assert sums() == {State.EXPECTED: 0, State.EARNED: due, State.TAKEN_BACK: -due}
    line = Earning.objects.latest("pk")
    assert line.reason.startswith("Impayé : ")
    assert line.url == contract.get_absolute_url()


def test_dozens_of_lives_sum_to_the_balance():
    AgreementFactory()
    agent, dice = UserFactory(), random.Random(3)
    for sale in ClientFactory.create_batch(40):
        share = D(0)
        actions.expect(source=sale, agent=agent, kind=Kind.CONTRACT, base=D(dice.randrange(1, 10**6)) / 100)
        for _step in range(dice.randrange(5)):
            act = dice.choice(["earn", "take", "take", "give"])
            asked = dice.choice([D("0.4"), D("0.25"), D(1)])
            if act == "earn":
                actions.earn(source=sale)
            elif act == "take":
                share = max(share, asked)
                actions.take_back(source=sale, share=asked, reason="motif")
            else:
                share = min(share, asked)
                actions.give_back(source=sale, share=asked, reason="motif")
        lines = Earning.objects.filter(source_id=str(sale.pk)).order_by("number")
        whole = lines[0].amount
        left = sum(line.amount for line in lines)
        assert abs(left - whole * (1 - share)) <= D("0.01")
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_line_is_never_changed_nor_removed():
    AgreementFactory()
    line = earned(UserFactory())
    for act in (line.save, line.delete, Earning.objects.all().delete, lambda: Earning.objects.update(amount=1)):
        with pytest.raises(TypeError):
            act()


@pytest.mark.parametrize("statement", ["UPDATE earnings_earning SET amount = 0", "DELETE FROM earnings_earning"])
def test_database_refuses_to_change_or_remove_a_line(settings, statement):
    settings.APPEND_ONLY_TRIGGERS = True
    AgreementFactory()
    earned(UserFactory())
    append_only.protect("earnings_earning")
    try:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        append_only.release("earnings_earning")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_sale_earned_by_eight_at_once_is_one_line():
    AgreementFactory()
    agent, sale = UserFactory(), ClientFactory()

    barrier = Barrier(8)

    def act():
        barrier.wait()
        try:
            with transaction.atomic():
                actions.earn(source=sale, kind=Kind.CONTRACT, agent=agent, base=D(1000))
        finally:
            connection.close()

    threads = [Thread(target=act) for _person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums() == {State.EARNED: 100}
    assert Earning.objects.count() == 1
