"""Sending a draft: number, frozen document, code by SMS."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.sales import notices, remuneration
from contracts.sales.enums import SIGNATURE, Status
from contracts.sales.models import Contract
from contracts.sales.printable import first_problem
from contracts.sales.signers import signer_problem
from contracts.sales.suitability import freeze, suitability_problem
from contracts.signature import documents, messages
from contracts.signature.actions import claims
from contracts.signature.numbers import next_number
from crm.clients import actions as clients
from portal.audit import transitions
from portal.audit.history import record
from portal.celery import wake
from portal.codes import challenges, issuing
from portal.codes.enums import Death
from portal.core.values import dates
from portal.core.values.phone import masked
from portal.documents import files
from portal.documents.rendering import RenderingUnavailable
from portal.links import making as links
from portal.messaging.outbox import is_dead_number

MAKE_DOCUMENTS = "contracts.make_documents"


@transaction.atomic
def submit(*, contract: Contract, by, client_seen: int | None = None) -> Contract:
    """Send a complete draft: it gets its number, its client's file and its frozen product.

    A worker makes the document; the code is sent once its bytes are stored (S5). Raises `Refused` when the draft
    differs from `contract`, as another tab may have left it incomplete. Raises `StaleClient` when the client's file
    changed since the draft was filled from it, unless that version was `client_seen`.
    """
    row = transitions.lock(contract)
    if row.is_draft and row.version != contract.version:
        raise transitions.Refused(row, _("La fiche a changé entre-temps : relisez-la avant de recommencer."))
    take_file = partial(_take_file, by=by, seen=client_seen or row.client_version)
    return _send(row, by, documents.snapshot_of, take_file)


def _send(row: Contract, by, snapshot_of, take_file) -> Contract:
    if problem := first_problem(row):
        raise transitions.Refused(row, problem)
    number = row.number or next_number(dates.today().year)
    row = transitions.apply(row, "submit", by=by, number=number)
    take_file(row)
    if problem := signer_problem(row):
        raise transitions.Refused(row, problem)
    if problem := suitability_problem(row):
        raise transitions.Refused(row, problem)
    row.product_snapshot = snapshot_of(row.product)
    freeze(row)
    row.work_lease = None
    row.save()
    remuneration.expect(row, by=by)
    transaction.on_commit(lambda: wake(MAKE_DOCUMENTS, row.pk), robust=True)
    return row


def _take_file(row: Contract, *, by, seen: int | None) -> None:
    """Return the client's file: updated from the contract, or created for its seller."""
    if row.client is None:
        row.client = clients.open_file(identity=row, owner=row.owner, agency=row.agency, by=by, number=row.number)
    else:
        row.client = clients.update(client=row.client, values=row.identity(), seen=seen, by=by, number=row.number)
    row.client_version = row.client.version


def _correct_phone(row: Contract, *, by) -> None:
    """Write the corrected number to the client's file; later changes of the file stay."""
    is_latest = row.client_version == row.client.version
    row.client = clients.update(client=row.client, values={"phone": row.phone}, by=by, number=row.number)
    if is_latest:
        row.client_version = row.client.version


@transaction.atomic
def take_back(*, contract: Contract, by) -> Contract:
    """Return a contract to draft, to change it; the code, the links and the document are revoked (S5, S6)."""
    row = transitions.lock(contract)
    row = transitions.apply(row, "edit", by=by)
    remuneration.take_back(row, remuneration.CHANGED, by=by)
    challenges.kill(about=row, purpose=SIGNATURE, reason=Death.EDITED)
    links.revoke(row, SIGNATURE)
    messages.cancel_codes(row)
    return row


@transaction.atomic
def change_mobile(*, contract: Contract, phone: str, by) -> Contract:
    """Correct the client's mobile: a new document and a new code, sent to the new number.

    The product stays as it was sold, even if the catalogue changed: nobody looked at it again.
    """
    sold = transitions.lock(contract).product_snapshot
    row = take_back(contract=contract, by=by)
    before, row.phone = row.phone, phone
    row.save()
    record(row, "contracts.phone_changed", by=by, personal={"before": masked(before), "after": masked(phone)})
    return _send(row, by, lambda _product: sold, partial(_correct_phone, by=by))


def freeze_document(*, contract_id: int) -> None:
    """Make the PDF of a sent contract outside any transaction, then attach it and send the code.

    Does nothing when another worker holds the contract or when it was changed in the meantime.
    """
    contract = claims.claim(contract_id, status=Status.AWAITING_CLIENT, document__isnull=True)
    if contract is None:
        return
    try:
        pdf = documents.render(contract)
    except RenderingUnavailable as problem:
        claims.note_failure(contract, str(problem))
        return
    with claims.waiting_for_the_store(contract):
        attach_document(contract=contract, pdf=pdf)


def attach_document(*, contract: Contract, pdf: bytes) -> None:
    """Store the printed document of a sent contract and send the code; do nothing if it changed meanwhile."""
    attach = partial(_attach_and_send, contract)
    files.store_for(attach, pdf, name=f"{contract.number}.pdf", kind=documents.KIND, about=contract, sealed=True)


def _attach_and_send(contract: Contract, stored) -> bool:
    row = transitions.lock(contract)
    if row.status != Status.AWAITING_CLIENT or row.document_id or row.version != contract.version:
        return False
    row.document, row.document_sha256, row.document_error, row.work_lease = stored, stored.sha256, "", None
    row.save()
    record(
        row,
        "contracts.document_frozen",
        data={"sha256": stored.sha256, "size": stored.size, "size_kb": max(1, round(stored.size / 1000))},
    )
    send_code(row=row)
    return True


def send_code(*, row: Contract, by=None, on_demand: bool = False):
    """Make a code for the locked `row` and queue its SMS; returns what the limits answered (S6)."""
    issued = issuing.issue(
        about=row,
        purpose=SIGNATURE,
        phone=row.phone,
        document_sha256=row.document_sha256,
        by=by,
        on_demand=on_demand,
    )
    if isinstance(issued, issuing.Issued):
        messages.cancel_codes(row)
        _link, token = links.make(purpose=SIGNATURE, about=row, days=settings.SIGNING_LINK_DAYS, by=by)
        messages.send_code(row, challenge=issued.challenge, code=issued.code, token=token)
    else:
        tell_of_locks(row, issued)
    return issued


def tell_of_locks(row: Contract, answer) -> None:
    """Notify everybody who can unlock that a limit was just reached."""
    for lock in answer.new_locks:
        notices.tell_locked(row, lock=lock)


@dataclass(frozen=True)
class DeadNumber:
    """Raised when no code was made because the client's number receives no SMS."""

    sentence: str


@transaction.atomic
def resend_code(*, contract: Contract, by=None):
    """Make a new code on demand, at least a minute after the last one and within the limits of the number.

    Raises `DeadNumber` for a number known to receive nothing.
    """
    row = transitions.lock(contract)
    if not row.awaits_client or not row.document_id:
        raise transitions.Refused(row, transitions.refusal(row))
    if is_dead_number(row.phone):
        sentence = _("Aucun code n’est parti : le %(phone)s ne reçoit pas de SMS. Corrigez le numéro du client.")
        return DeadNumber(sentence % {"phone": masked(row.phone)})
    return send_code(row=row, by=by, on_demand=True)
