"""Suppliers are invited, confirm themselves by link, and are taken away; envelopes are asked for and decided."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from crm.envelopes import actions as envelopes
from crm.envelopes.merging import merge as merge_envelopes
from crm.models import Envelope, Supplier, SupplierLink
from crm.suppliers import actions
from crm.suppliers.merging import merge as merge_suppliers
from portal.accounts.models import User
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.links.models import SecureLink
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.factoring import (
    BuyerFactory,
    EnvelopeFactory,
    InvoiceFactory,
    LinkFactory,
    SupplierFactory,
    siren_of,
)

pytestmark = pytest.mark.django_db
PLACE = {"address": "1 rue du Lac", "postal_code": "69003", "city": "Lyon"}
PERSON = {"first_name": "Paul", "last_name": "Roche"}
IBAN = "FR7630006000011234567890189"


def invited(buyer=None, email="compta@roche.example") -> SupplierLink:
    buyer = buyer or BuyerFactory()
    return actions.invite(buyer=buyer, company_name="Roche", email=email, key=uuid4(), by=buyer.account)


def confirmed(link, siren=None) -> SupplierLink:
    company = {"siren": siren or siren_of(901), "company_name": "Roche", **PLACE}
    return actions.confirm(link=link, company=company, person=PERSON, iban=IBAN)


def test_a_confirmation_opens_an_account_that_is_invited_and_ends_the_link():
    link = confirmed(invited())
    assert link.state == "confirmed"
    assert link.supplier.account.has_right("factoring.supply")
    assert Message.objects.filter(template="accounts/messages/invitation").count() == 1
    assert not SecureLink.objects.about(link).filter(purpose="crm.supplier").alive().exists()
    with pytest.raises(Refused, match="plus valable"):
        confirmed(link)


def test_a_second_buyer_ties_the_same_supplier():
    confirmed(invited())
    confirmed(invited())
    assert Supplier.objects.get().links.count() == 2


def test_a_company_with_an_account_is_not_taken_over_from_another_address():
    confirmed(invited())
    with pytest.raises(Refused, match="déjà un compte"):
        confirmed(invited(email="autre@roche.example"))
    assert User.objects.filter(email="autre@roche.example").count() == 0


def test_the_address_of_a_colleague_opens_no_supplier():
    agent = UserFactory()
    with pytest.raises(Refused, match="autre compte"):
        confirmed(invited(email=agent.email))


def test_an_address_is_invited_once_and_a_double_click_makes_one(login):
    buyer, key = BuyerFactory(), uuid4()
    values = {"buyer": buyer, "company_name": "Roche", "email": "a@roche.example", "by": buyer.account}
    assert actions.invite(key=key, **values) == actions.invite(key=key, **values)
    answer = login(buyer.account).post(
        "/affacturage/fournisseurs/nouveau/", {"company_name": "Roche", "email": "A@roche.example"}
    )
    assert answer.status_code == 422
    assert "déjà invitée" in answer.content.decode()


def test_a_new_link_kills_the_old_one():
    link = invited()
    actions.send_again(link=link)
    assert SecureLink.objects.about(link).alive().count() == 1


def test_a_wrong_iban_is_refused_at_its_field_and_the_right_one_kept(login):
    supplier = SupplierFactory()
    browser = login(supplier.account)
    answer = browser.post("/affacturage/iban/", {"iban": "FR76 3000 6000 0112 3456 7890 180"})
    assert answer.status_code == 422
    assert "pas valide" in answer.content.decode()
    same = browser.post("/affacturage/iban/", {"iban": IBAN})
    assert "déjà le vôtre" in same.content.decode()


def test_a_buyer_manages_its_own_suppliers_alone(login):
    tie = LinkFactory()
    browser = login(BuyerFactory().account)
    assert browser.get(f"/affacturage/fournisseurs/{tie.pk}/retrait/").status_code == 404
    assert tie.supplier.company_name not in browser.get("/affacturage/fournisseurs/").content.decode()


# --- envelopes -----------------------------------------------------------------------------------------------------


def asked(buyer) -> Envelope:
    figures = {"asked_amount": Decimal(1000), "turnover": Decimal(1), "purchases": Decimal(1)}
    return envelopes.ask(buyer=buyer, values=figures, key=uuid4(), by=buyer.account)


def test_a_buyer_has_one_envelope_at_a_time_and_may_ask_again_after_a_refusal():
    buyer, office = BuyerFactory(), UserFactory(back_office=True)
    envelope = asked(buyer)
    with pytest.raises(Refused, match="déjà une enveloppe"):
        asked(buyer)
    envelopes.refuse(envelope=envelope, reason="Trop tôt", by=office)
    assert asked(buyer).status == "asked"


def test_only_the_office_decides():
    envelope = asked(BuyerFactory())
    with pytest.raises(NotYours):
        envelopes.refuse(envelope=envelope, reason="Non", by=envelope.buyer.owner)


def test_a_suspension_needs_a_reason_and_is_told():
    envelope, office = EnvelopeFactory(), UserFactory(back_office=True)
    with pytest.raises(Refused, match="motif"):
        envelopes.suspend(envelope=envelope, reason="", by=office)
    assert envelopes.suspend(envelope=envelope, reason="Bilan attendu", by=office).status == "suspended"
    assert Message.objects.filter(template="crm/messages/envelope_decided").count() == 1
    assert envelopes.resume(envelope=envelope, by=office).is_open


def test_stale_terms_are_told_and_what_was_typed_is_kept(login):
    envelope = EnvelopeFactory()
    browser = login(UserFactory(back_office=True))
    page = browser.get(f"/affacturage/enveloppes/{envelope.pk}/conditions/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    typed = {
        "amount": "60 000",
        "yearly_rate": "5,5",
        "fixed_rate": "0,5",
        "starts_on": dates.today().isoformat(),
        "ends_on": envelope.ends_on.isoformat(),
        "version": version,
    }
    address = f"/affacturage/enveloppes/{envelope.pk}/conditions/"
    assert browser.post(address, typed).status_code == 302
    stale = browser.post(address, typed | {"amount": "70 000"})
    assert stale.status_code == 409
    assert "70 000" in stale.content.decode()


@pytest.mark.parametrize(
    "address", ["/affacturage/", "/affacturage/factures/", "/affacturage/enveloppes/", "/affacturage/paiements/"]
)
def test_pages_of_the_office_ask_few_queries(login, django_assert_max_num_queries, address):

    for _each in range(4):
        InvoiceFactory(financed=True)
    browser = login(UserFactory(back_office=True))
    browser.get(address)
    with django_assert_max_num_queries(20):
        browser.get(address)


def test_two_files_with_an_envelope_each_are_not_merged():
    kept, other = EnvelopeFactory().buyer, EnvelopeFactory().buyer
    with pytest.raises(Refused, match="enveloppe d’affacturage"):
        merge_envelopes(kept, other, kept.owner)


def test_a_supplier_of_both_files_is_kept_once():
    tie = LinkFactory()
    double = LinkFactory(supplier=tie.supplier)
    merge_suppliers(tie.buyer, double.buyer, tie.buyer.owner)
    double.refresh_from_db()
    assert (double.buyer, double.state) == (tie.buyer, "removed")
