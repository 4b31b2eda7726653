"""The electronic seal: what shows that a signed document has not changed since, and who says so.

It is a simple electronic seal (PAdES baseline). Without a certificate of its own the portal seals with a
self-signed one, and the certificate says it in its name.
"""

from portal.core.plumbing.lazily import Lazily
from portal.documents import seal_apart, seal_key
from portal.documents.seals import SealingUnavailable, SealReport

# Both ask for pyHanko, which takes a second to import; only workers need it.
seal_engine, seal_reader = Lazily("portal.documents.seal_engine"), Lazily("portal.documents.seal_reader")

__all__ = ["SealReport", "SealingUnavailable", "seal", "verify_seal", "verify_seal_apart"]


def seal(pdf: bytes, *, reason: str, stamp_lines: list[str]) -> bytes:
    """`pdf` with the portal's seal added after it: its own bytes stay the exact beginning of the result.

    `stamp_lines` are printed in the box the template reserved (`#seal-box`); without a box the seal is there
    and not visible. No later change of the file is allowed by the seal (DocMDP, level 1). With
    `settings.TSA_URL` it carries a qualified moment (PAdES B-T), else the server's clock (B-B).

    Raises `SealingUnavailable`, and `rendering.RenderingUnavailable` when the stamp cannot be drawn. Takes
    some 0.3 s, 2 s more the first time: for workers.
    """
    return seal_engine.seal(pdf, reason=reason, stamp_lines=stamp_lines)


def verify_seal(pdf: bytes) -> SealReport:
    """Return the report on the seal of `pdf`; bytes that are no PDF have none. Makes no request."""
    return seal_reader.verify(pdf, [seal_key.certificate()])


def verify_seal_apart(pdf: bytes, *, former: list[bytes] = ()) -> SealReport | None:
    """The same for a PDF of any stranger, in a process of its own; None where nobody can say (see `seal_apart`).

    A seal of one of the `former` certificates (see `seal_certificates`) is the portal's own as well.
    """
    return seal_apart.verify(pdf, [seal_key.certificate(), *former])
