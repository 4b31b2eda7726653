"""Antivirus: uploads are sent to ClamAV where `CLAMAV_ADDRESS` names one (`host:port` or `unix:/path`)."""

import logging
import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from portal.documents.detection import RefusedFile

log = logging.getLogger("comptoir.documents")
TIMEOUT_SECONDS = 10
CHUNK = 64 * 1024


def scan(content: bytes) -> None:
    """Raise `RefusedFile` for an infected file, and for any file while the antivirus does not answer."""
    if not settings.CLAMAV_ADDRESS:
        return
    try:
        answer = _ask(content)
    except OSError as error:
        log.error("the antivirus does not answer (%s)", type(error).__name__)
        answer = b""
    if answer.endswith(b"OK"):
        return
    if answer.endswith(b"FOUND"):
        log.warning("the antivirus refused an upload: %s", answer.decode(errors="replace"))
        raise RefusedFile(_("Ce fichier contient un virus : il n’a pas été gardé."))
    raise RefusedFile(_("L’antivirus ne répond pas : réessayez dans quelques minutes."))


def _ask(content: bytes) -> bytes:
    """clamd's INSTREAM: chunks, each after its length, then a length of zero; one line comes back."""
    with _connect() as wire:
        wire.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            wire.sendall(struct.pack("!I", len(chunk)) + chunk)
        wire.sendall(struct.pack("!I", 0))
        answer = b""
        while part := wire.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n")


def _connect() -> socket.socket:
    kind, _separator, path = settings.CLAMAV_ADDRESS.partition(":")
    if kind == "unix":
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        wire.settimeout(TIMEOUT_SECONDS)
        try:
            wire.connect(path)
        except OSError:
            wire.close()
            raise
        return wire
    return socket.create_connection((kind, int(path)), TIMEOUT_SECONDS)
