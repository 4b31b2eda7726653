"""Only the documented steps work, only for those they are open to: at the door itself, then at each page."""

from itertools import product

import pytest
from django.urls import reverse

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.access.roles import Role
from portal.audit import transitions
from portal.audit.history import CLIENT, SYSTEM
from portal.audit.models import Event
from portal.audit.transitions import NotYours, Refused
from portal.audit.workflow import steps_of
from portal.core.values import dates
from tests.contracts.cast import PEOPLE, contract_in, person
from tests.contracts.desk import SEND, answer, draft_data, fresh, reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, code_sent

pytestmark = pytest.mark.django_db
STEPS = steps_of(Contract)
NAMES = sorted({name for name, *_ in STEPS})
KINDS = [*Role.values, SYSTEM]
REASON = "Vu avec le client"


def values_of(name: str) -> dict:
    """What the step's method wants."""
    now = dates.now()
    return {
        "submit": {"number": "CT-2026-900000"},
        "sign": {"through": "agent", "signed_at": now, "withdrawal_deadline": now},
        "withdraw": {"sent_at": now},
        "withdraw_closed": {"sent_at": now},
    }.get(name, {})


def take(contract, name: str, kind: str):
    who = {"as_": kind} if kind in (CLIENT, SYSTEM) else {"by": UserFactory(role=kind)}
    return transitions.apply(contract, name, reason=REASON, **who, **values_of(name))


def test_the_steps_are_those_of_the_guide():
    """S11, written out: a step added or taken away must be added or taken away here too."""
    draft, client, office, valid, gone, lost, unpaid = Status.values
    assert {(source, target) for _, source, targets, _ in STEPS for target in targets} == {
        (draft, client),
        (client, draft),
        (client, office),
        (client, gone),
        (client, lost),
        (office, valid),
        (office, lost),
        (office, gone),
        (office, unpaid),
        (valid, office),  # undone within seconds, by who validated
        (valid, gone),
        (valid, unpaid),
        (lost, gone),
        (unpaid, gone),
        *product((lost, unpaid), (client, office, valid)),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "source", "targets", "info"), STEPS, ids=[f"{n} from {s}" for n, s, *_ in STEPS])
def test_a_step_is_open_to_those_it_names_and_to_no_other(name, source, targets, info, kind):
    contract = contract_in(source)
    events = Event.objects.count()
    if kind in info.who:
        after = take(contract, name, kind)
        assert after.status in targets
        assert Event.objects.count() == events + 1
        return
    with pytest.raises(NotYours):
        take(contract, name, kind)
    assert (fresh(contract).status, fresh(contract).version) == (source, contract.version)
    assert Event.objects.count() == events


UNDOCUMENTED = [
    (name, status) for name, status in product(NAMES, Status.values) if (name, status) not in {s[:2] for s in STEPS}
]


@pytest.mark.parametrize(("name", "status"), UNDOCUMENTED)
def test_a_step_from_a_status_it_does_not_start_from_is_refused_to_all(name, status):
    contract = contract_in(status)
    for kind in KINDS:
        with pytest.raises(Refused) as refused:
            take(contract, name, kind)
        assert str(contract) in refused.value.sentence or contract.status_label in refused.value.sentence
    assert (fresh(contract).status, fresh(contract).version) == (status, contract.version)


def test_a_contract_without_document_cannot_be_signed_by_anybody():
    contract = ContractFactory(submitted=True)
    for kind in KINDS:
        with pytest.raises(Refused):
            take(contract, "sign", kind)


def test_unsigned_closed_contract_refuses_withdrawal():
    contract = ContractFactory(unreachable_unsigned=True)
    for kind in KINDS:
        with pytest.raises(Refused):
            take(contract, "withdraw_closed", kind)


@pytest.mark.parametrize("name", ["mark_unreachable", "mark_unpaid", "reopen"])
def test_a_step_that_wants_a_reason_is_refused_without_one(name):
    contract = contract_in(next(source for step, source, *_ in STEPS if step == name))
    office = UserFactory(back_office=True)
    for reason in ("", "   ", "\n"):
        with pytest.raises(Refused, match="motif"):
            transitions.apply(contract, name, by=office, reason=reason)


# --- the same, through the pages -------------------------------------------------------------------

SELLERS = {"its agent", "its manager"}
OFFICE = {"the back-office"}
REASONED = {"reason": REASON}


def typed(name: str, contract) -> dict:
    if name == "signature":
        return answer(contract, code_sent(contract))
    if name == "withdrawal":
        return {"sent_on": f"{dates.today():%d/%m/%Y}"}
    return {} if name == "modification" else REASONED


PAGES = [
    ("signature", Status.AWAITING_CLIENT, Status.AWAITING_BACK_OFFICE, SELLERS),
    ("modification", Status.AWAITING_CLIENT, Status.DRAFT, SELLERS),
    ("validation", Status.AWAITING_BACK_OFFICE, Status.VALIDATED, OFFICE),
    ("unreachable", Status.AWAITING_BACK_OFFICE, Status.UNREACHABLE, OFFICE),
    ("unpaid", Status.VALIDATED, Status.UNPAID, OFFICE),
    ("withdrawal", Status.VALIDATED, Status.WITHDRAWN, OFFICE),
    ("withdrawal", Status.UNPAID, Status.WITHDRAWN, OFFICE),
    ("reopening", Status.UNREACHABLE, Status.AWAITING_BACK_OFFICE, OFFICE),
]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("name", "before", "after", "allowed"), PAGES)
def test_a_page_takes_its_step_for_those_it_is_open_to(name, before, after, allowed, who):
    contract = contract_in(before)
    user = person(who, contract)
    response = reader(user).post(reverse(f"contracts:{name}", args=[contract.number]), typed(name, contract))
    now = fresh(contract)
    if who in allowed:
        assert (response.status_code, now.status) == (302, after)
        return
    in_their_menu = user.has_right("contracts.create" if allowed is SELLERS else "contracts.confirm")
    assert response.status_code == (404 if in_their_menu else 403)
    assert (now.status, now.version) == (before, contract.version)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", sorted({name for name, *_ in PAGES}))
def test_a_page_refuses_what_its_status_does_not_allow_in_a_sentence(name, status):
    documented = {(page, before) for page, before, *_ in PAGES}
    documented |= {("unreachable", Status.AWAITING_CLIENT), ("unpaid", Status.AWAITING_BACK_OFFICE)}
    documented |= {("withdrawal", each) for each in Status.values if each not in (Status.DRAFT, Status.WITHDRAWN)}
    documented |= {("reopening", Status.UNPAID)}
    if (name, status) in documented:
        return
    contract = contract_in(status)
    seller = name in ("signature", "modification")
    user = contract.owner if seller else UserFactory(back_office=True)
    number = contract.number or "CT-2026-999999"
    data = {} if seller else typed(name, contract)
    response = reader(user).post(reverse(f"contracts:{name}", args=[number]), data | {"code": "123456"})
    assert response.status_code == (404 if status == Status.DRAFT else 302)
    assert (fresh(contract).status, fresh(contract).version) == (status, contract.version)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_draft_is_sent_by_its_sellers_alone(who):
    draft = ContractFactory()
    draft.client = ClientFactory(owner=draft.owner)
    draft.save()
    user = person(who, draft)
    response = reader(user).post(reverse("contracts:draft", args=[draft.pk]), draft_data(draft, **SEND))
    sent = fresh(draft).status == Status.AWAITING_CLIENT
    assert sent is (who in SELLERS)
    assert response.status_code == (302 if sent else 404 if user.has_right("contracts.create") else 403)
