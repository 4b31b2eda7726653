"""The electronic seal: what shows that a signed document has not changed since, and who says so.

It is a simple electronic seal (PAdES baseline). Without a certificate of its own the portal seals with a
self-signed one, and the certificate says it in its name.
"""

import importlib
from dataclasses import dataclass
from datetime import datetime


class SealingUnavailable(Exception):
    """The seal cannot be put now (certificate, time stamp authority); worth trying again later."""


@dataclass(frozen=True)
class SealReport:
    """What a reader may believe of a PDF.

    `found`: it bears a seal of this kind. `intact`: the sealed bytes are those that were sealed. `whole`:
    nothing stands outside the seal. `trusted`: the seal is the portal's own. `frozen_sha256`: the digest of
    the document as it was before the seal, the one the client's code was bound to.

    A few bytes of the seal's own envelope (its version numbers) have no meaning and are not covered: whether a
    file is, to the byte, the one that was handed over, is told by its SHA-256.
    """

    found: bool
    intact: bool = False
    whole: bool = False
    trusted: bool = False
    signer: str = ""
    sealed_at: datetime | None = None
    timestamped: bool = False
    frozen_sha256: str = ""

    @property
    def valid(self) -> bool:
        return self.found and self.intact and self.whole and self.trusted


def seal(pdf: bytes, *, reason: str, stamp_lines: list[str]) -> bytes:
    """`pdf` with the portal's seal added after it: its own bytes stay the exact beginning of the result.

    `stamp_lines` are printed in the box the template reserved (`#seal-box`); without a box the seal is there
    and not visible. No later change of the file is allowed by the seal (DocMDP, level 1). With
    `settings.TSA_URL` it carries a qualified moment (PAdES B-T), else the server's clock (B-B).

    Raises `SealingUnavailable`, and `rendering.RenderingUnavailable` when the stamp cannot be drawn. Takes
    some 0.3 s, 2 s more the first time: for workers.
    """
    return _engine().seal(pdf, reason=reason, stamp_lines=stamp_lines)


def verify_seal(pdf: bytes) -> SealReport:
    """What can be believed of `pdf`, whatever it is: bytes that are no PDF have no seal. Makes no request."""
    return _engine().verify(pdf)


def _engine():
    # pyHanko takes a second to import; only workers and the verification page need it.
    return importlib.import_module("portal.documents.seal_engine")
