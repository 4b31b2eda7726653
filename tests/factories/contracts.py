"""Contracts in the situations tests meet, each reached by the steps that lead there in real life."""

import re
from datetime import timedelta
from unittest import mock

import factory

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from contracts.sales.enums import CallOutcome, Origin, SigningChannel
from contracts.signature import documents
from contracts.signature.actions import sending, signing
from contracts.withdrawal import actions as withdrawing
from portal.codes.challenges import live_challenge
from portal.core.values import dates
from portal.documents import sealing
from portal.messaging.outbox import messages_about
from portal.messaging.states import Channel
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import IdentityFactory

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
REASON = "Motif donné par téléphone"


class ContractFactory(IdentityFactory):
    """A draft; with a trait, what became of it. The code of the signature is in the SMS, see `code_sent`."""

    class Meta:
        model = Contract

    class Params:
        submitted = factory.Trait(steps=["submit"])
        awaiting_client = factory.Trait(steps=["submit", "freeze"])
        awaiting_back_office = factory.Trait(steps=["submit", "freeze", "sign"])
        confirmed = factory.Trait(steps=["submit", "freeze", "sign", "call"])
        sealed = factory.Trait(steps=["submit", "freeze", "sign", "seal"])
        validated = factory.Trait(steps=["submit", "freeze", "sign", "validate"])
        unpaid = factory.Trait(steps=["submit", "freeze", "sign", "validate", "unpaid"])
        unreachable = factory.Trait(steps=["submit", "freeze", "sign", "unreachable"])
        unreachable_unsigned = factory.Trait(steps=["submit", "freeze", "unreachable"])
        withdrawn = factory.Trait(steps=["submit", "freeze", "sign", "withdraw"])

    steps = ()
    owner = factory.SubFactory(UserFactory)
    agency = factory.SelfAttribute("owner.organisation")
    product = factory.SubFactory(ProductFactory)
    net_price = factory.SelfAttribute("product.net_price")
    vat_rate = factory.SelfAttribute("product.vat_rate")
    duration_months = factory.SelfAttribute("product.duration_months")
    start_date = factory.LazyFunction(lambda: dates.today() + timedelta(days=10))
    origin = Origin.APPOINTMENT

    @classmethod
    def _create(cls, model_class, *args, steps=(), **kwargs):
        contract = super()._create(model_class, *args, **kwargs)
        for step in steps:
            STEPS[step](contract)
        return Contract.objects.get(pk=contract.pk)


def freeze(contract: Contract) -> Contract:
    """What the worker does with a sent contract, with a short PDF instead of a printed one."""
    with mock.patch.object(documents, "render", return_value=PDF + b"%" + str(contract.pk).encode()):
        sending.freeze_document(contract_id=contract.pk)
    return Contract.objects.get(pk=contract.pk)


def seal(contract: Contract) -> Contract:
    """What the worker does with a signed contract, with a seal of one line."""
    with mock.patch.object(sealing, "seal", side_effect=lambda pdf, **_: pdf + b"%seal\n"):
        signing.seal_document(contract_id=contract.pk)
    return Contract.objects.get(pk=contract.pk)


def code_sent(contract: Contract) -> str:
    """The six digits of the last SMS queued to the client."""
    return "".join(re.search(r"\b(\d{3}) (\d{3})\b", last_sms(contract)).groups())


def link_sent(contract: Contract) -> str:
    """The path of the link of the last SMS queued to the client."""
    return re.search(r"https?://[^/]+(/l/\S+/)", last_sms(contract)).group(1)


def last_sms(contract: Contract) -> str:
    return codes_queued(contract).first().content().text


def codes_queued(contract: Contract):
    """The SMS with a code, newest first, whatever became of them."""
    return messages_about(contract).filter(channel=Channel.SMS)


def challenge_of(contract: Contract):
    """The key of the live code, as the form carries it; None when no code lives."""
    live = live_challenge(contract, sending.SIGNATURE)
    return live.pk if live else None


def type_code(contract: Contract, code: str, *, by=None, challenge=None) -> signing.Outcome:
    """Type `code`: as the agent `by`, else as the client on their phone."""
    return signing.enter_code(
        contract=contract,
        challenge_id=challenge or challenge_of(contract),
        code=code,
        channel=SigningChannel.AGENT if by else SigningChannel.CLIENT,
        by=by,
    )


def other_than(code: str) -> str:
    """Six digits that are not this code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def back_office():
    return UserFactory(back_office=True)


STEPS = {
    "submit": lambda contract: sending.submit(contract=contract, by=contract.owner),
    "freeze": freeze,
    "sign": lambda contract: type_code(contract, code_sent(contract), by=contract.owner),
    "seal": seal,
    "call": lambda contract: confirming.log_call(
        contract=contract, outcome=CallOutcome.CONFIRMED, note="", by=back_office()
    ),
    "validate": lambda contract: confirming.validate(contract=contract, by=back_office(), reason=REASON),
    "unpaid": lambda contract: confirming.declare_unpaid(contract=contract, reason=REASON, by=back_office()),
    "unreachable": lambda contract: confirming.declare_unreachable(contract=contract, reason=REASON, by=back_office()),
    "withdraw": lambda contract: withdrawing.withdraw_as_client(contract=contract),
}
