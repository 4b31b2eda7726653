"""Values that a client's pages show of their contracts, computed once so that templates decide nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.space.state import ClientStatus, amount_in_words, last_day, status_for_client
from contracts.withdrawal.queries import Standing, standing_of
from portal.documents.models import StoredFile


@dataclass(frozen=True)
class Paper:
    """A document of a contract: its name for the client, the page that shows it, the address of the PDF."""

    label: str
    stored: StoredFile
    url: str
    pdf_url: str


@dataclass(frozen=True)
class Own:
    """One of a client's own contracts. Empty addresses: not now."""

    contract: Contract
    status: ClientStatus
    amount: str
    ends_on: date | None
    sign_url: str
    withdraw_url: str
    papers: list[Paper]

    @property
    def download_url(self) -> str:
        return f"{self.papers[0].pdf_url}?telecharger=1" if self.papers else ""


def own(contract: Contract) -> Own:
    may_withdraw = contract.signed_at is not None and standing_of(contract) == Standing.OPEN
    number = [contract.number]
    return Own(
        contract=contract,
        status=status_for_client(contract),
        amount=amount_in_words(contract),
        ends_on=last_day(contract),
        sign_url=reverse("contracts:own_signature", args=number) if contract.awaits_client else "",
        withdraw_url=reverse("contracts:own_withdrawal", args=number) if may_withdraw else "",
        papers=papers_of(contract),
    )


def papers_of(contract: Contract) -> list[Paper]:
    """Return the documents of a contract that the client may read, the signed one first."""
    read = reverse("contracts:reading", args=[contract.number])
    papers = []
    if contract.signed_document_id:
        pdf = reverse("contracts:signed_document", args=[contract.number])
        papers.append(Paper(_("Contrat signé"), contract.signed_document, f"{read}?signe", pdf))
    if contract.document_id:
        pdf = reverse("contracts:document", args=[contract.number])
        label = _("Contrat avant signature") if contract.signed_document_id else _("Contrat")
        papers.append(Paper(label, contract.document, read, pdf))
    return papers


@dataclass(frozen=True)
class Stage:
    """A line of the client's timeline."""

    at: datetime
    sentence: str
    icon: str
    tone: str
    actor_label: str = ""
    reason: str = ""


def stages_of(contract: Contract) -> list[Stage]:
    """Return what happened to a contract in its client's words, the latest first."""
    stages = [
        Stage(contract.submitted_at or contract.created_at, _("Contrat proposé"), "file-text", "neutral"),
    ]
    if contract.signed_at:
        stages.append(Stage(contract.signed_at, _("Signé"), "signature", "success"))
    if contract.validated_at:
        stages.append(Stage(contract.validated_at, _("Confirmé"), "check", "success"))
    if contract.withdrawal_sent_at:
        stages.append(Stage(contract.withdrawal_sent_at, _("Vous avez renoncé au contrat"), "arrow-back-up", "muted"))
    if contract.status in (Status.UNREACHABLE, Status.UNPAID):
        known = status_for_client(contract)
        stages.append(Stage(contract.status_changed_at, str(known.status_label), "clock", known.status_tone))
    return sorted(stages, key=lambda stage: stage.at, reverse=True)
