"""A stranger's PDF is read in a process of its own: little time, little memory, no key, no secret in its environment.

pyHanko reads what anybody may have written; what it chokes on ends there and costs the portal nothing.
"""

import base64
import importlib
import json
import logging
import os
import resource
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from django.conf import settings

from portal.documents.seals import SealReport

SECONDS = 10
LIMITS = {
    resource.RLIMIT_CPU: 8,
    resource.RLIMIT_AS: 768 * 1024 * 1024,
    resource.RLIMIT_FSIZE: 0,
}
AT_ONCE = 2
PATIENCE_SECONDS = 5
log = logging.getLogger("comptoir.documents")
_places = threading.BoundedSemaphore(AT_ONCE)


def verify(pdf: bytes, certificates: list[bytes]) -> SealReport | None:
    """Return the report on the seal of `pdf`; None when it timed out, or too many are being read."""
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        return None
    try:
        return _asked(pdf, certificates)
    except (subprocess.SubprocessError, OSError, ValueError, TypeError) as error:
        log.warning("a PDF could not be read apart: %s", type(error).__name__)
        return None
    finally:
        _places.release()


def _asked(pdf: bytes, certificates: list[bytes]) -> SealReport:
    answer = subprocess.run(  # noqa: S603 - our own module, no shell, nothing of the visitor's among its arguments
        [sys.executable, "-B", "-m", __name__],
        input=b" ".join(map(base64.b64encode, certificates)) + b"\n" + pdf,
        capture_output=True,
        timeout=SECONDS,
        check=True,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
    )
    told = json.loads(answer.stdout)
    sealed_at = told.pop("sealed_at")
    return SealReport(**told, sealed_at=datetime.fromisoformat(sealed_at) if sealed_at else None)


def _main() -> None:
    """Main of the child process: reads certificates and PDF, writes the report."""
    for what, most in LIMITS.items():
        with suppress(ValueError, OSError):  # a system that knows no such limit: the others hold
            resource.setrlimit(what, (most, most))
    reader = importlib.import_module("portal.documents.seal_reader")
    certificates = [base64.b64decode(word) for word in sys.stdin.buffer.readline().split()]
    report = asdict(reader.verify(sys.stdin.buffer.read(), certificates))
    sys.stdout.write(json.dumps(report, default=str))


if __name__ == "__main__":
    _main()
