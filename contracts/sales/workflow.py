"""Transitions of a contract: who may make each, and which columns it writes. Read by pages, tests and docs too."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from contracts.sales.enums import Status as S
from portal.access.permissions import Permission
from portal.audit.workflow import CLIENT, SYSTEM, step
from portal.core.values import dates

SELLERS = {Permission.CONTRACTS_CREATE}
OFFICE = {Permission.CONTRACTS_CONFIRM}


def has_document(contract) -> bool:
    return bool(contract.document_id and contract.document_sha256)


def was_closed_from_somewhere(contract) -> bool:
    return bool(contract.closed_from)


def still_withdrawable(contract) -> bool:
    """Return whether a withdrawal is possible: any time before the signature, then until the period ends (L221-18)."""
    return contract.withdrawal_deadline is None or dates.now() <= contract.withdrawal_deadline


def still_says_for_whom(contract) -> bool:
    return contract.erased_at is None


def was_signed(contract) -> bool:
    return contract.signed_at is not None


class ContractWorkflow:
    """The transitions of a contract; each method sets the columns that belong to its step."""

    @step(
        source=S.DRAFT,
        target=S.AWAITING_CLIENT,
        who=SELLERS,
        label=_("Envoyer en signature"),
        verb="contracts.submitted",
    )
    def submit(self, *, number: str):
        self.number = number
        self.submitted_at = dates.now()

    @step(
        source=S.AWAITING_CLIENT,
        target=S.DRAFT,
        who=SELLERS,
        label=_("Modifier"),
        verb="contracts.reopened_draft",
    )
    def edit(self):
        self.document = None
        self.document_sha256 = ""
        self.document_error = ""
        self.product_snapshot = {}
        self.profile = None
        self.submitted_at = None

    @step(
        source=S.AWAITING_CLIENT,
        target=S.AWAITING_BACK_OFFICE,
        who=SELLERS | {CLIENT},
        label=_("Signer"),
        verb="contracts.signed",
        conditions=[has_document],
    )
    def sign(self, *, through: str, signed_at: datetime, withdrawal_deadline: datetime):
        self.signature_channel = through
        self.signed_at = signed_at
        self.withdrawal_deadline = withdrawal_deadline

    @step(
        source=S.AWAITING_BACK_OFFICE,
        target=S.VALIDATED,
        who=OFFICE,
        label=_("Valider"),
        verb="contracts.validated",
    )
    def validate(self):
        self.validated_at = dates.now()

    @step(
        source=S.VALIDATED,
        target=S.AWAITING_BACK_OFFICE,
        who=OFFICE,
        label=_("Annuler la validation"),
        verb="contracts.validation_undone",
    )
    def undo_validation(self):
        """Undo within seconds, by the person who validated; see `confirmation.actions`."""
        self.validated_at = None

    @step(
        source=[S.AWAITING_CLIENT, S.AWAITING_BACK_OFFICE],
        target=S.UNREACHABLE,
        who=OFFICE,
        label=_("Déclarer injoignable"),
        verb="contracts.unreachable",
        needs_reason=True,
    )
    def mark_unreachable(self):
        self.closed_from = self.status

    @step(
        source=S.AWAITING_CLIENT,
        target=S.UNREACHABLE,
        who={SYSTEM},
        label=_("Expirer"),
        verb="contracts.expired",
    )
    def expire(self):
        self.closed_from = self.status

    @step(
        source=[S.AWAITING_BACK_OFFICE, S.VALIDATED],
        target=S.UNPAID,
        who=OFFICE,
        label=_("Déclarer impayé"),
        verb="contracts.unpaid",
        needs_reason=True,
    )
    def mark_unpaid(self):
        self.closed_from = self.status

    @step(
        source=[S.AWAITING_CLIENT, S.AWAITING_BACK_OFFICE, S.VALIDATED],
        target=S.WITHDRAWN,
        who=OFFICE | {CLIENT},
        label=_("Enregistrer une rétractation"),
        verb="contracts.withdrawn",
    )
    def withdraw(self, *, sent_at: datetime):
        self.withdrawal_sent_at = sent_at

    @step(
        source=[S.UNREACHABLE, S.UNPAID],
        target=S.WITHDRAWN,
        who=OFFICE | {CLIENT},
        label=_("Enregistrer une rétractation"),
        verb="contracts.withdrawn",
        conditions=[was_signed],
    )
    def withdraw_closed(self, *, sent_at: datetime):
        self.withdrawal_sent_at = sent_at

    @step(
        source=[S.UNREACHABLE, S.UNPAID],
        target=GET_STATE(
            lambda contract, **values: contract.closed_from,
            states=[S.AWAITING_CLIENT, S.AWAITING_BACK_OFFICE, S.VALIDATED],
        ),
        who=OFFICE,
        label=_("Rouvrir"),
        verb="contracts.reopened",
        needs_reason=True,
        conditions=[was_closed_from_somewhere, still_says_for_whom],
    )
    def reopen(self):
        """Return to the status before closing, kept in `closed_from`."""
