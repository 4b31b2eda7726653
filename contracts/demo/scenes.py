"""Scenes of a contract's life, each played by the action that pages call."""

from contracts.confirmation import actions as confirming
from contracts.demo.printing import Prints
from contracts.demo.scenario import Scenario
from contracts.demo.sms import Received, read_sms
from contracts.sales.actions import drafting
from contracts.sales.enums import SigningChannel
from contracts.sales.models import Contract
from contracts.signature import documents
from contracts.signature.actions import sending, signing
from contracts.withdrawal import actions as withdrawing
from portal.codes.challenges import live_challenge
from portal.documents import files
from portal.links import gate, making
from portal.undo import commands as undo

LEFT_OUT = ("start_date", "origin", "product")


class Scene:
    """One contract in progress, with what its client received and who works in the back-office."""

    def __init__(self, scenario: Scenario, prints: Prints, clerk):
        self.scenario, self.prints, self.clerk = scenario, prints, clerk
        self.contract: Contract | None = None
        self.received: Received | None = None

    def play(self, name: str, values: dict) -> None:
        """Play the scene `name`, and read the SMS it sent."""
        getattr(self, name)(**values)
        self.received = read_sms(self.contract) or self.received

    def draft(self, partial: bool = False) -> None:
        scenario = self.scenario
        values = scenario.client.identity() | {
            "phone": scenario.phone,
            "product": scenario.product,
            "start_date": scenario.starts_on,
            "origin": scenario.origin,
        }
        if partial:
            values = {name: value for name, value in values.items() if name not in LEFT_OUT}
        self.contract = drafting.begin_draft(
            values=values, key=scenario.key, version=1, by=scenario.agent, client=scenario.client
        )

    def submit(self) -> None:
        self.contract = sending.submit(contract=self.contract, by=self.scenario.agent)

    def freeze(self) -> None:
        contract = self._fresh()
        sending.attach_document(contract=contract, pdf=self.prints.document(contract) or documents.render(contract))

    def change_mobile(self, phone: str) -> None:
        self.contract = sending.change_mobile(contract=self.contract, phone=phone, by=self.scenario.agent)

    def ask_code(self) -> None:
        sending.resend_code(contract=self.contract, by=self.scenario.agent)

    def wrong_code(self) -> None:
        self._type(f"{(int(self.received.code.replace(' ', '')) + 1) % 10**6:06d}", SigningChannel.AGENT)

    def open_link(self) -> None:
        """Open the link as the client, and prove their identity."""
        passage = gate.find(self.received.token)
        gate.answer(
            passage=passage,
            given={"birth_date": passage.subject.birth_date, "postal_code": passage.subject.postal_code},
        )

    def sign(self, channel: str) -> None:
        outcome = self._type(self.received.code, channel)
        if not outcome.is_signed:
            raise RuntimeError(f"{self.contract}: {outcome.sentence}")
        if channel == SigningChannel.CLIENT:
            making.complete(gate.find(self.received.token).link)

    def _type(self, code: str, channel: str) -> signing.Outcome:
        challenge = live_challenge(self.contract, sending.SIGNATURE)
        by = self.scenario.agent if channel == SigningChannel.AGENT else None
        return signing.enter_code(contract=self.contract, challenge_id=challenge.pk, code=code, channel=channel, by=by)

    def seal(self) -> None:
        contract = self._fresh()
        sealed = self.prints.sealed(contract) or signing.sealed_copy(contract, files.read(contract.document))
        signing.attach_sealed_copy(contract=contract, pdf=sealed)

    def call(self, outcome: str, note: str) -> None:
        confirming.log_call(contract=self.contract, outcome=outcome, note=note, by=self.clerk)

    def validate(self) -> None:
        with undo.immediately():
            confirming.validate(contract=self.contract, by=self.clerk, mobile_checked=True)

    def unreachable(self, reason: str) -> None:
        confirming.declare_unreachable(contract=self.contract, reason=reason, by=self.clerk)

    def unpaid(self, reason: str) -> None:
        confirming.declare_unpaid(contract=self.contract, reason=reason, by=self.clerk)

    def reopen(self, reason: str) -> None:
        confirming.reopen(contract=self.contract, reason=reason, by=self.clerk)

    def unlock(self, reason: str) -> None:
        confirming.unlock_signature(contract=self.contract, reason=reason, by=self.clerk)

    def withdraw(self) -> None:
        withdrawing.withdraw_as_client(contract=self.contract)

    def letter(self, sent_on, reason: str) -> None:
        withdrawing.record_withdrawal_letter(contract=self.contract, sent_on=sent_on, reason=reason, by=self.clerk)

    def expire(self) -> None:
        """Run the daily job of that day."""
        confirming.expire_old()

    def _fresh(self) -> Contract:
        return Contract.objects.select_related("owner", "agency", "document").get(pk=self.contract.pk)
