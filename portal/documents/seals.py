"""Results of sealing and of verifying a seal."""

from dataclasses import dataclass
from datetime import datetime


class SealingUnavailable(Exception):
    """Raised when no seal can be made now (certificate, time stamp authority); worth retrying."""


@dataclass(frozen=True)
class SealReport:
    """What a reader may believe of a PDF.

    `found`: it bears a seal of this kind. `intact`: the sealed bytes are those that were sealed. `whole`: nothing
    stands outside the seal. `trusted`: the seal is the portal's own. `named`: it bears the portal's certificate, or one
    it had before, which anybody may copy, whether it holds or not. `frozen_sha256`: the digest of the document as it
    was before the seal, the one the client's code was bound to.

    A few bytes of the seal's own envelope (its version numbers) have no meaning and are not covered: whether a
    file is, to the byte, the one that was handed over, is told by its SHA-256.
    """

    found: bool
    intact: bool = False
    whole: bool = False
    trusted: bool = False
    named: bool = False
    signer: str = ""
    sealed_at: datetime | None = None
    timestamped: bool = False
    frozen_sha256: str = ""

    @property
    def valid(self) -> bool:
        return self.found and self.intact and self.whole and self.trusted
