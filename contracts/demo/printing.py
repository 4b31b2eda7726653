"""Documents of the demonstration, made ahead on every processor and outside any transaction."""

import gc
import hashlib
import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import django

from contracts.sales.models import Contract
from contracts.signature import documents
from contracts.signature.actions import signing

FEW = 4  # documents that are not worth a second process
MOST_PROCESSES = 4
PATIENCE = 5  # pages first, and the run of the scenes, which holds the database


@dataclass
class Prints:
    """Printed bytes by their text: a contract gets a print only if its text is exactly the same."""

    documents: dict[str, bytes] = field(default_factory=dict)
    seals: dict[str, bytes] = field(default_factory=dict)
    coming: Iterator[tuple] = field(default_factory=lambda: iter(()))
    taken: int = 0

    def wait_for(self, count: int | None = None) -> "Prints":
        """Wait until `count` documents are made, in the order asked; without a number, all of them."""
        while count is None or self.taken < count:
            print_made = next(self.coming, None)
            if print_made is None:
                break
            said, pdf, stamped, sealed = print_made
            self.taken += 1
            self.documents[said] = pdf
            if sealed:
                self.seals[stamped] = sealed
        return self

    def document(self, contract: Contract) -> bytes | None:
        return self.documents.get(_said_by(contract))

    def sealed(self, contract: Contract) -> bytes | None:
        return self.seals.get(_stamped_on(contract))


def _said_by(contract: Contract) -> str:
    return json.dumps(documents.context_of(contract), sort_keys=True, default=str)


def _stamped_on(contract: Contract) -> str:
    return json.dumps([contract.document_sha256, *signing.stamp_lines(contract)])


def begin_to_print(contracts: Sequence[Contract]) -> Prints:
    """Start printing contracts that are not in the database yet, and sealing those that have a `signed_at`.

    Raises `RenderingUnavailable` when Pango is missing.
    """
    if not contracts:
        return Prints()
    # Print the first one here: it fails once if something is missing, and forked processes inherit what it loads.
    first = _print(contracts[0])
    return Prints(coming=chain([first], _on_all_processors(contracts[1:])))


def _on_all_processors(contracts: Sequence[Contract]) -> Iterator[tuple]:
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes == 1 or len(contracts) < FEW:
        yield from map(_print, contracts)
        return
    # A forked process is ready at once; only Linux forks safely beside system threads.
    how = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with how.Pool(processes, initializer=_start) as pool:
        yield from pool.imap(_print, contracts, chunksize=2)


def _start() -> None:
    """Initialise a printing process: inherited objects are frozen out of its garbage collector."""
    os.nice(PATIENCE)
    django.setup()
    gc.freeze()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when `parent` has ended, even when it was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _print(contract: Contract) -> tuple[str, bytes, str, bytes]:
    """Return a contract's text, its document, its stamp and the sealed document; reads no database."""
    said, pdf = _said_by(contract), documents.render(contract)
    if not contract.signed_at:
        return said, pdf, "", b""
    contract.document_sha256 = hashlib.sha256(pdf).hexdigest()
    return said, pdf, _stamped_on(contract), signing.sealed_copy(contract, pdf)
