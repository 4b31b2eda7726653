"""What a client reads of a contract's status, price and term."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.space.state import amount_in_words, last_day, status_for_client
from portal.core.values import dates

SIGNED = datetime(2026, 3, 1, 12, tzinfo=dates.PARIS)
READ = {
    Status.DRAFT: "En préparation",
    Status.AWAITING_CLIENT: "À signer",
    Status.AWAITING_BACK_OFFICE: "En cours de confirmation",
    Status.VALIDATED: "Actif",
    Status.WITHDRAWN: "Renoncé",
    Status.UNREACHABLE: "À confirmer",
    Status.UNPAID: "Paiement en attente",
}


def of(status, **columns) -> Contract:
    return Contract(status=status, **columns)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_word_and_a_sentence_of_its_own(status):
    known = status_for_client(of(status, signed_at=SIGNED))
    assert str(known.status_label) == READ[status]
    assert str(known.sentence).endswith(".")


@pytest.mark.parametrize("status", list(Status))
def test_no_word_is_the_back_office_s(status):
    for signed_at in (None, SIGNED):
        known = status_for_client(of(status, signed_at=signed_at))
        said = f"{known.status_label} {known.sentence}".lower()
        assert not [word for word in ("back-office", "le client", "souscription") if word in said]


def test_an_offer_closed_before_it_was_signed_is_no_contract_to_confirm():
    assert str(status_for_client(of(Status.UNREACHABLE)).status_label) == "Offre fermée"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 11, 15), 24, date(2028, 11, 14)),
        (date(2026, 1, 1), None, None),
        (None, 12, None),
    ],
)
def test_the_last_day_is_the_one_before_the_same_day_months_later(start, months, end):
    assert last_day(of(Status.VALIDATED, start_date=start, duration_months=months)) == end


def test_a_contract_by_the_month_ends_after_its_last_day():
    contract = of(Status.VALIDATED, start_date=date(2026, 1, 1), duration_months=12)
    with time_machine.travel(datetime(2026, 12, 31, 23, tzinfo=dates.PARIS)):
        assert str(status_for_client(contract).status_label) == "Actif"
    with time_machine.travel(datetime(2027, 1, 1, 1, tzinfo=dates.PARIS)):
        assert str(status_for_client(contract).status_label) == "Terminé"


@pytest.mark.parametrize(("months", "said"), [(24, "59,88 € TTC par mois"), (None, "59,88 € TTC")])
def test_a_price_says_whether_it_is_paid_each_month(months, said):
    contract = of(Status.DRAFT, net_price=Decimal("49.90"), vat_rate=Decimal(20), duration_months=months)
    assert amount_in_words(contract).replace("\u202f", " ").replace("\u00a0", " ") == said
