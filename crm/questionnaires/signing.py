"""Signature of a finished questionnaire by its client, with a code sent by SMS as for contracts."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.drive.actions import QUESTIONNAIRES, file_sealed
from crm.questionnaires.messages import CODE, send_code_sms
from crm.questionnaires.models import Response
from portal.accounts.queries import is_colleague_mobile
from portal.audit.history import CLIENT, record
from portal.audit.transitions import Refused, lock
from portal.codes import checking, issuing, lifting
from portal.codes.checking import Kind
from portal.codes.issuing import Issued, Limited
from portal.core.values import dates
from portal.core.values.phone import masked
from portal.documents import files, seal_certificates, sealing
from portal.documents.rendering import RenderingUnavailable
from portal.links import making
from portal.messaging.outbox import cancel

PURPOSE = "crm.questionnaire_signature"
SEALED = 5  # documents sealed in one run of the worker


@dataclass(frozen=True)
class Outcome:
    """Result of a typed code."""

    is_signed: bool
    sentence: str


@transaction.atomic
def send_code(*, response: Response, by=None, on_demand: bool = False) -> Issued | Limited:
    """Send the client a code bound to the questionnaire's PDF, and a link to read and sign it."""
    lock(response.client)
    return _send(_to_sign(lock(response)), by=by, on_demand=on_demand)


def _to_sign(row: Response) -> Response:
    """Return the locked row. Raises `Refused` with why it cannot be signed."""
    if row.signed_at:
        raise Refused(row, _("Ce questionnaire est déjà signé."))
    if not row.is_finished or not row.document_id:
        raise Refused(row, _("Le PDF n’est pas encore prêt : réessayez dans un instant."))
    if not row.client.phone:
        raise Refused(row, _("Ce client n’a pas de mobile : ajoutez-le dans ses données."))
    if is_colleague_mobile(row.client.phone):
        raise Refused(row, _("Ce mobile est celui d’un collègue : corrigez-le dans les données du client."))
    return row


def _send(row: Response, *, by, on_demand: bool) -> Issued | Limited:
    issued = issuing.issue(
        about=row,
        purpose=PURPOSE,
        phone=row.client.phone,
        document_sha256=row.document.sha256,
        by=by,
        on_demand=on_demand,
    )
    if isinstance(issued, Issued):
        cancel(about=row, template=CODE)
        making.revoke(row, PURPOSE)
        hint = masked(row.client.phone)
        days = settings.SIGNING_LINK_DAYS
        _link, token = making.make(purpose=PURPOSE, about=row, days=days, by=by, recipient_hint=hint)
        send_code_sms(row, challenge=issued.challenge, code=issued.code, token=token)
    return issued


@transaction.atomic
def enter_code(*, response: Response, challenge_id: UUID | None, code: str, channel: str, by=None) -> Outcome:
    """Sign with the code that the client received; a wrong or an expired one brings a new one at once."""
    client = lock(response.client)
    row = lock(response)
    if row.signed_at:
        return Outcome(True, _("Ce questionnaire est déjà signé."))
    if not row.document_id:
        return Outcome(False, _("Le PDF n’est pas encore prêt : réessayez dans un instant."))
    result = checking.check(
        about=row,
        purpose=PURPOSE,
        challenge_id=challenge_id,
        code=code,
        by=by,
        channel=channel,
        document_sha256=row.document.sha256,
        phone=client.phone,
    )
    if result.kind == Kind.ACCEPTED:
        return _sign(client, row, str(result.challenge.pk), channel, by)
    return Outcome(False, _answer(row, result, by))


def _answer(row: Response, result, by) -> str:
    if not result.needs_new_code:
        return result.sentence
    issued = _send(row, by=by, on_demand=False)
    if not isinstance(issued, Issued):
        return f"{result.sentence} {issued.sentence}"
    sent = _("Un nouveau code vient de partir au %(phone)s.") % {"phone": masked(row.client.phone)}
    return f"{result.sentence} {sent}"


def _sign(client, row: Response, challenge: str, channel: str, by) -> Outcome:
    row.signed_at, row.signature_channel = dates.now(), channel
    row.save(update_fields=["signed_at", "signature_channel"])
    making.complete_all(row, PURPOSE)
    record(
        client,
        "questionnaires.signed",
        by=by,
        as_=CLIENT,
        channel=channel,
        data={"kind": row.get_slug_display(), "challenge": challenge, "document_sha256": row.document.sha256},
        personal={"phone": masked(client.phone)},
    )
    return Outcome(True, _("Merci, le questionnaire est signé."))


@transaction.atomic
def unlock(*, response: Response, reason: str, by) -> str:
    """Lift the lock on the codes of a questionnaire (back-office)."""
    return lifting.lift(about=lock(response), purpose=PURPOSE, by=by, reason=reason).sentence


def seal_due() -> int:
    """Seal the signed questionnaires that wait; return how many. A worker does it."""
    waiting = Response.objects.filter(signed_at__isnull=False, signed_document=None).order_by("signed_at")
    return sum(_seal(response) for response in waiting.select_related("client", "document")[:SEALED])


def _seal(response: Response) -> bool:
    try:
        pdf = sealing.seal(
            files.read(response.document), reason=_("Signature par code SMS"), stamp_lines=_stamp(response)
        )
    except (sealing.SealingUnavailable, RenderingUnavailable, files.AlteredFile):
        return False
    seal_certificates.keep()

    def attach(stored) -> bool:
        client = lock(response.client)
        if not Response.objects.filter(pk=response.pk, signed_document=None).update(signed_document=stored):
            return False
        file_sealed(client=client, document=stored, name=stored.name, folder=QUESTIONNAIRES)
        return True

    name = response.document.name.replace(".pdf", "-signe.pdf")
    return files.store_for(attach, pdf, name=name, kind="questionnaire_signed", about=response.client, sealed=True)


def _stamp(response: Response) -> list[str]:
    return [
        _("Signé par %(name)s") % {"name": response.client.person_name[:60]},
        _("le %(when)s (heure de Paris)") % {"when": dates.at_time(response.signed_at)},
        _("code SMS reçu au %(phone)s") % {"phone": masked(response.client.phone)},
        f"SHA-256 {response.document.sha256}",
    ]
