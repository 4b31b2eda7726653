"""The documents of the demonstration, made beforehand on every processor and outside of any transaction."""

import gc
import hashlib
import json
import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import django

from contracts.sales.models import Contract
from contracts.signature import documents
from contracts.signature.actions import signing

FEW = 4  # documents that are not worth a second process
MOST_PROCESSES = 4


@dataclass
class Prints:
    """Bytes by what they say: a contract gets a print only if it says exactly the same."""

    documents: dict[str, bytes] = field(default_factory=dict)
    seals: dict[str, bytes] = field(default_factory=dict)

    def document(self, contract: Contract) -> bytes | None:
        return self.documents.get(_said_by(contract))

    def sealed(self, contract: Contract) -> bytes | None:
        return self.seals.get(_stamped_on(contract))


def _said_by(contract: Contract) -> str:
    return json.dumps(documents.context_of(contract), sort_keys=True, default=str)


def _stamped_on(contract: Contract) -> str:
    return json.dumps([contract.document_sha256, *signing.stamp_lines(contract)])


def print_all(contracts: Sequence[Contract]) -> Prints:
    """Print contracts that are not in the database yet, and seal those that have a `signed_at`.

    Raises `RenderingUnavailable` when Pango is missing.
    """
    prints = Prints()
    for said, pdf, stamped, sealed in _on_all_processors(contracts):
        prints.documents[said] = pdf
        if sealed:
            prints.seals[stamped] = sealed
    return prints


def _on_all_processors(contracts: Sequence[Contract]) -> list[tuple]:
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes == 1 or len(contracts) <= FEW:
        return [_print(contract) for contract in contracts]
    # The first one tells here, once, what the machine lacks; and what it loads need not be loaded again by copies.
    first = _print(contracts[0])
    # A copy of this process is ready at once; elsewhere than on Linux, copies do not survive the system's own threads.
    how = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with how.Pool(processes, initializer=_start) as pool:
        return [first, *pool.map(_print, contracts[1:], chunksize=4)]


def _start() -> None:
    """A process that prints: what it has from its parent stays out of the way of its garbage collector."""
    django.setup()
    gc.freeze()


def _print(contract: Contract) -> tuple[str, bytes, str, bytes]:
    """What a contract says, its document, what its seal says and the sealed document; reads no database."""
    said, pdf = _said_by(contract), documents.render(contract)
    if not contract.signed_at:
        return said, pdf, "", b""
    contract.document_sha256 = hashlib.sha256(pdf).hexdigest()
    return said, pdf, _stamped_on(contract), signing.sealed_copy(contract, pdf)
