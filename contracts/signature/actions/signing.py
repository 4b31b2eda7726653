"""Signing with the code typed by the client or the agent, and sealing the document."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.sales import notices
from contracts.sales.enums import SIGNATURE, SigningChannel, Status
from contracts.sales.models import Contract
from contracts.sales.signers import signer_problem
from contracts.signature import documents, messages
from contracts.signature.actions import claims
from contracts.signature.actions.sending import MAKE_DOCUMENTS, send_code, tell_of_locks
from crm.drive.actions import CONTRACTS, file_sealed
from portal.accounts.queries import is_colleague_mobile
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.celery import wake
from portal.codes import checking, lifting, review
from portal.codes.checking import Kind
from portal.codes.enums import Limit
from portal.codes.issuing import Issued
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.core.values.phone import masked
from portal.documents import files, seal_certificates, sealing
from portal.documents.rendering import RenderingUnavailable
from portal.links import making as links


class Signing(StrEnum):
    """Result of a typed code."""

    SIGNED = "signed"
    ALREADY_SIGNED = "already_signed"
    NOT_WAITING = "not_waiting"
    REFUSED = "refused"
    RENEWED = "renewed"
    LOCKED = "locked"


@dataclass(frozen=True)
class Outcome:
    kind: Signing
    sentence: str
    contract: Contract

    @property
    def is_signed(self) -> bool:
        return self.kind in (Signing.SIGNED, Signing.ALREADY_SIGNED)


@transaction.atomic
def enter_code(*, contract: Contract, challenge_id: UUID | None, code: str, channel: str, by=None) -> Outcome:
    """Sign with the code the client received (S6, S7).

    `channel` says who typed it: the agent (`by`) or the client on their own phone. A wrong or expired code sends a new
    one at once; nothing is raised, so that the count of wrong codes is kept.
    """
    row = transitions.lock(contract)
    if row.signed_at:
        return Outcome(Signing.ALREADY_SIGNED, _("Ce contrat est déjà signé."), row)
    if not row.awaits_client or not row.document_id:
        return Outcome(Signing.NOT_WAITING, _("Ce contrat n’attend pas de signature pour le moment."), row)
    if blocked := _needs_review(row, by):
        return Outcome(Signing.LOCKED, blocked, row)
    if problem := signer_problem(row):
        return Outcome(Signing.REFUSED, problem, row)
    result = checking.check(
        about=row,
        purpose=SIGNATURE,
        challenge_id=challenge_id,
        code=code,
        by=by,
        channel=channel,
        document_sha256=row.document_sha256,
        phone=row.phone,
    )
    if result.kind == Kind.ACCEPTED:
        return _sign(row, str(result.challenge.pk), channel, by)
    return _answer_refusal(row, result, by)


def _needs_review(row: Contract, by) -> str:
    """Lock the signature if the signer's mobile became a colleague's since the code was sent; return the reason.

    Returns an empty string otherwise, or when the back-office lifted that lock for the document signed now.
    """
    limit = Limit.COLLEAGUE_NUMBER
    if not is_colleague_mobile(row.phone) or review.was_reviewed(row, SIGNATURE, limit, since=row.submitted_at):
        return ""
    lock = review.send_to_review(about=row, purpose=SIGNATURE, limit=limit, by=by)
    if lock:
        notices.tell_locked(row, lock=lock)
    return lifting.lock_sentence(row, SIGNATURE)


def _sign(row: Contract, challenge: str, channel: str, by) -> Outcome:
    now = dates.now()
    row = transitions.apply(
        row,
        "sign",
        by=by,
        as_=CLIENT,
        channel=channel,
        data={
            "challenge": challenge,
            "document_sha256": row.document_sha256,
            "channel_label": to_keep(SigningChannel(channel).label).lower(),
        },
        personal={"phone": masked(row.phone)},
        through=channel,
        signed_at=now,
        withdrawal_deadline=dates.withdrawal_deadline(now, settings.WITHDRAWAL_DAYS),
    )
    Contract.objects.filter(pk=row.pk).update(work_lease=None)
    links.complete_all(row, SIGNATURE)
    notices.tell_signed(row, by=by)
    transaction.on_commit(lambda: wake(MAKE_DOCUMENTS, row.pk), robust=True)
    return Outcome(Signing.SIGNED, _("Félicitations, le contrat est signé !"), row)


def _answer_refusal(row: Contract, result, by) -> Outcome:
    tell_of_locks(row, result)
    if result.kind == Kind.LOCKED and not result.needs_new_code:
        return Outcome(Signing.LOCKED, result.sentence, row)
    if not result.needs_new_code:
        return Outcome(Signing.REFUSED, result.sentence, row)
    issued = send_code(row=row, by=by)
    if not isinstance(issued, Issued):
        return Outcome(Signing.LOCKED, f"{result.sentence} {issued.sentence}", row)
    sent = _("Un nouveau code vient de partir au %(phone)s.") % {"phone": masked(row.phone)}
    return Outcome(Signing.RENEWED, f"{result.sentence} {sent}", row)


def seal_document(*, contract_id: int) -> None:
    """Seal the signed document outside any transaction, then mail it to the client (S7)."""
    contract = claims.claim(contract_id, signed_at__isnull=False, signed_document__isnull=True)
    if contract is None:
        return
    try:
        with claims.waiting_for_the_store(contract):
            sealed = sealed_copy(contract, files.read(contract.document))
    except (sealing.SealingUnavailable, RenderingUnavailable) as problem:
        claims.note_failure(contract, str(problem))
        return
    except files.AlteredFile:
        claims.note_failure(contract, _("Le document a changé depuis sa présentation au client."))
        return
    with claims.waiting_for_the_store(contract):
        attach_sealed_copy(contract=contract, pdf=sealed)


def sealed_copy(contract: Contract, pdf: bytes) -> bytes:
    """Return the signed document with the portal's seal; raises as `sealing.seal` does."""
    return sealing.seal(pdf, reason=_("Signature par code SMS"), stamp_lines=stamp_lines(contract))


def attach_sealed_copy(*, contract: Contract, pdf: bytes) -> None:
    """Store the sealed document and mail it to the client."""
    seal_certificates.keep()
    name = f"{contract.number}-signe.pdf"
    attach = partial(_attach_sealed, contract)
    files.store_for(attach, pdf, name=name, kind=documents.SIGNED_KIND, about=contract, sealed=True)


def stamp_lines(contract: Contract) -> list[str]:
    """Return the lines of the visible stamp on the signature page."""
    return [
        _("Signé par %(name)s") % {"name": contract.person_name[:60]},
        _("le %(when)s (heure de Paris)") % {"when": dates.at_time(contract.signed_at)},
        _("code SMS reçu au %(phone)s") % {"phone": masked(contract.phone)},
        f"SHA-256 {contract.document_sha256}",
    ]


def _attach_sealed(contract: Contract, stored) -> bool:
    if contract.client_id:
        transitions.lock(contract.client)  # before the contract, as whoever merges two files does
    row = transitions.lock(contract)
    if row.signed_document_id:
        return False
    row.signed_document, row.document_error, row.work_lease = stored, "", None
    row.save()
    record(row, "contracts.sealed", data={"sha256": stored.sha256})
    if row.client_id:
        file_sealed(client=row.client, document=stored, name=stored.name, folder=CONTRACTS)
    if row.status != Status.WITHDRAWN:
        messages.send_signed_copy(row)
    return True
