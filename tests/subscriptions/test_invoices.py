"""Invoices: sums to the cent, numbers without gap, pages and their scope, credit notes within what was invoiced."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction

from portal.access.roles import Role
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from subscriptions.invoices import actions
from subscriptions.invoices.enums import Document
from subscriptions.invoices.rules import Line, totals_of
from subscriptions.models import Invoice, InvoiceCounter
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.invoices import issued
from tests.factories.payments import asked

pytestmark = pytest.mark.django_db
HALF = Decimal("0.5")


def test_tax_is_rounded_once_per_rate():
    totals = totals_of([Line("Vis", Decimal(1), Decimal("0.33"), Decimal(20))] * 3)
    assert (totals.net, totals.vat, totals.gross) == (Decimal("0.99"), Decimal("0.20"), Decimal("1.19"))
    mixed = totals_of(
        [Line("A", Decimal(1), Decimal("10"), Decimal("5.5")), Line("B", Decimal(2), Decimal("1.05"), Decimal("20"))]
    )
    assert [(str(tax.rate), str(tax.vat)) for tax in mixed.taxes] == [("20.00", "0.42"), ("5.50", "0.55")]


def test_numbers_follow_one_another_per_year_and_series():
    first, second = issued(), issued()
    year = dates.today().year
    assert (first.number, second.number) == (f"FA-{year}-00001", f"FA-{year}-00002")
    assert actions.credit(first, reason="Retour").number == f"AV-{year}-00001"


def test_number_of_a_rolled_back_invoice_is_taken_by_the_next():
    first = issued()
    with transaction.atomic():
        issued()
        transaction.set_rollback(True)
    assert issued().sequence == first.sequence + 1


def test_same_payment_is_invoiced_once():
    payment = asked(amount="1.19")
    first = issued(payment.payer, payment=payment)
    assert first.paid == 0
    with pytest.raises(Refused, match="n’est pas le total"):
        issued(payment.payer, payment=asked(amount="1.20"))


def test_credit_notes_never_exceed_the_invoice():
    invoice = issued()
    note = actions.credit(invoice, reason="Un article abîmé", share=HALF)
    assert (note.document, note.corrects, note.signed_gross) == (Document.CREDIT_NOTE, invoice, -note.gross)
    with pytest.raises(Refused, match="dépasse"):
        actions.credit(invoice, reason="Tout")
    with pytest.raises(Refused, match="motif"):
        actions.credit(invoice, reason=" ")
    with pytest.raises(Refused, match="autre avoir"):
        actions.credit(note, reason="Encore")
    with pytest.raises(NotYours):
        actions.credit(invoice, reason="Non", share=Decimal("0.1"), by=UserFactory())


def test_invoice_keeps_the_customer_of_its_day():
    client = ClientFactory()
    client.account = UserFactory(client=True)
    client.save()
    invoice = issued(client.account, client=client, billing=None)
    assert invoice.customer["postal_code"] == "69002"
    client.city = "Marseille"
    client.save()
    assert Invoice.objects.get(pk=invoice.pk).customer["city"] == "Lyon"


def test_issued_invoice_never_changes():
    invoice = issued()
    for change in (invoice.save, invoice.delete, lambda: Invoice.objects.update(net=0)):
        with pytest.raises(TypeError, match="issued"):
            change()


def test_each_sees_their_own_and_no_other(login):
    agent = UserFactory()
    mine, foreign = issued(agent), issued()
    boss = UserFactory(role=Role.MANAGER, organisation=agent.organisation)
    for reader in (agent, boss):
        page = login(reader).get("/factures/").content.decode()
        assert mine.number in page
        assert foreign.number not in page
        assert login(reader).get(foreign.get_absolute_url()).status_code == 404
    assert login(UserFactory(back_office=True)).get(foreign.get_absolute_url()).status_code == 200


def test_client_reads_the_invoices_of_their_file(login):
    client = ClientFactory()
    client.account = UserFactory(client=True)
    client.save()
    theirs, foreign = issued(client.owner, client=client), issued()
    browser = login(client.account)
    assert browser.get(theirs.get_absolute_url()).status_code == 200
    assert browser.get(foreign.get_absolute_url()).status_code == 404
    assert theirs.number in browser.get("/").content.decode()


def test_presales_has_no_invoices(login):
    assert login(UserFactory(role=Role.PRESALES)).get("/factures/").status_code == 403


def test_back_office_credits_from_the_page(login):
    invoice = issued()
    browser = login(UserFactory(back_office=True))
    address = f"{invoice.get_absolute_url()}avoir/"
    assert "1,19" in browser.get(address).content.decode()
    assert browser.post(address, {"share": "0", "reason": "Retour"}).status_code == 422
    assert browser.post(address, {"share": "50", "reason": ""}).status_code == 422
    answer = browser.post(address, {"share": "50", "reason": "Retour de deux vis"})
    assert answer["Location"] == Invoice.objects.get(document=Document.CREDIT_NOTE).get_absolute_url()
    over = browser.post(address, {"share": "90", "reason": "Tout"})
    assert over.status_code == 422
    assert "dépasse" in over.content.decode()
    assert login(invoice.account).get(address).status_code == 403


def test_list_asks_few_queries(login, django_assert_max_num_queries):
    agent = UserFactory()
    for _time in range(3):
        issued(agent)
    browser = login(agent)
    with django_assert_max_num_queries(12):
        browser.get("/factures/")


def test_list_is_searched_and_exported(login):
    issued(office := UserFactory(back_office=True))
    browser = login(office)
    assert "Menuiserie" in browser.get("/factures/?q=menuiserie").content.decode()
    assert "Menuiserie" not in browser.get("/factures/?q=introuvable").content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_parallel_issues_leave_no_gap():
    agent, mistakes = UserFactory(), []

    def work(rank: int) -> None:
        try:
            for turn in range(10):
                try:
                    with transaction.atomic():
                        issued(agent)
                        if (rank + turn) % 3 == 0:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    pass
        except Exception as error:  # noqa: BLE001 - a thread tells the test
            mistakes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(rank,)) for rank in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mistakes == []
    numbers = sorted(Invoice.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert InvoiceCounter.objects.get().last == len(numbers) == 40
