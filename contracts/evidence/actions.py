"""Verification of an uploaded file: what it is, in the few words its holder may learn."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from contracts.evidence.enums import RECOGNISED, Verdict
from contracts.evidence.models import VerificationTry
from contracts.evidence.queries import Known, known_by
from portal.core.values import dates
from portal.documents import seal_certificates, sealing
from portal.documents.sealing import SealingUnavailable

WINDOW = timedelta(hours=1)
UNKNOWN_PER_VISITOR = 30
MOST_ENDS = 60
# Possible ends of a PDF before something was added to it.
END = re.compile(rb"%%EOF(\r\n|\n|\r)?")


@dataclass(frozen=True)
class Finding:
    """Result of a verification: nothing that the file does not already say to its holder. No name, no status."""

    verdict: Verdict
    number: str = ""
    issued_at: datetime | None = None
    signed_at: datetime | None = None
    sealed_at: datetime | None = None


def examine_file(*, file: bytes, visitor: str) -> Finding | None:
    """Identify these bytes; None when too many unknown files came from this address within the hour."""
    return _counted(visitor, lambda: _look_at(file))


def examine_digest(*, digest: str, visitor: str) -> Finding | None:
    """Identify a file by its SHA-256 alone."""
    return _counted(visitor, lambda: _exactly(digest) or Finding(Verdict.UNKNOWN))


def _counted(visitor: str, look) -> Finding | None:
    """Record the try before the check and delete it when the file was known, so that the limit holds in parallel."""
    VerificationTry.objects.filter(at__lt=dates.now() - WINDOW).delete()
    mine = VerificationTry.objects.create(visitor_digest=visitor, at=dates.now())
    if VerificationTry.objects.filter(visitor_digest=visitor, pk__lt=mine.pk).count() >= UNKNOWN_PER_VISITOR:
        mine.delete()
        return None
    finding = look()
    if finding.verdict in RECOGNISED:
        mine.delete()
    return finding


def _look_at(content: bytes) -> Finding:
    """Compare its digest, then those of its beginnings; read it as a PDF only if unknown and sealed."""
    return _exactly(hashlib.sha256(content).hexdigest()) or _by_its_beginning(content) or _by_its_seal(content)


def _exactly(digest: str) -> Finding | None:
    known = known_by([digest])
    if known is None:
        return None
    if known.is_sealed:
        return _told(Verdict.SEALED, known)
    return _told(Verdict.REPLACED if known.was_replaced else Verdict.SHOWN, known)


def _by_its_beginning(content: bytes) -> Finding | None:
    """Identify a document of ours that was extended, or whose seal was altered, by its first bytes."""
    known = known_by(_digests_of_beginnings(content))
    if known is None:
        return None
    by_seal = _by_its_seal(content) if known.may_lack_its_seal else None
    return by_seal if by_seal and by_seal.verdict == Verdict.NOT_KEPT else _told(Verdict.ALTERED, known)


def _digests_of_beginnings(content: bytes) -> list[str]:
    """Return the digests of the file before each possible addition, the longest first; each byte is read once."""
    digest, read, found = hashlib.sha256(), 0, []
    for end in islice(END.finditer(content), MOST_ENDS):
        for place in sorted({end.start() + len(b"%%EOF"), end.end()}):
            digest.update(content[read:place])
            read = place
            found.append(digest.hexdigest())
    return found[::-1]


def _by_its_seal(content: bytes) -> Finding:
    if b"/ByteRange" not in content:
        return Finding(Verdict.UNKNOWN)
    try:
        report = sealing.verify_seal_apart(content, former=seal_certificates.kept())
    except SealingUnavailable:
        report = None
    if report is None:
        return Finding(Verdict.UNREAD)
    if report.valid:
        return Finding(Verdict.NOT_KEPT, sealed_at=report.sealed_at)
    return Finding(Verdict.BROKEN if report.named else Verdict.UNKNOWN)


def _told(verdict: Verdict, known: Known) -> Finding:
    """Return the dates printed on the file: signature and seal, for the sealed one alone."""
    contract = known.contract
    if not known.is_sealed:
        return Finding(verdict, contract.number, issued_at=known.stored.created_at)
    return Finding(verdict, contract.number, signed_at=contract.signed_at, sealed_at=known.stored.sealed_at)
