"""The antivirus, played by a small server that speaks clamd's INSTREAM."""

import socketserver
import struct
import threading
from contextlib import contextmanager

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.documents import scanning
from portal.documents.uploads import UploadField
from tests.documents.test_detection import PDF_BYTES

VIRUS = b"a test string that this antivirus knows"


class Clamd(socketserver.BaseRequestHandler):
    """Answers as clamd does; `seen` keeps what it was shown."""

    seen: list[bytes] = []

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += self.request.recv(count - len(data))
        return data

    def handle(self):
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(length)
        self.seen.append(content)
        self.request.sendall(b"stream: Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0")


class Silent(Clamd):
    def handle(self):
        self.request.recv(10)


@contextmanager
def serving(handler, settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


class UploadForm(forms.Form):
    file = UploadField()


def errors_of(content: bytes) -> list[str]:
    form = UploadForm(files={"file": SimpleUploadedFile("contrat.pdf", content)})
    return [str(error) for error in form.errors.get("file", [])]


def test_a_clean_upload_is_shown_whole_and_taken(settings):
    big = PDF_BYTES.replace(b"1 0 obj", b"%" + b"x" * 200_000 + b"\n1 0 obj")
    with serving(Clamd, settings):
        assert errors_of(big) == []
    assert Clamd.seen[-1] == big


def test_a_known_virus_is_refused_in_words(settings):
    with serving(Clamd, settings):
        assert errors_of(PDF_BYTES + b"%" + VIRUS) == ["Ce fichier contient un virus\u00a0: il n’a pas été gardé."]


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/clamd.sock"])
def test_an_antivirus_that_is_away_refuses_everything(settings, address):
    settings.CLAMAV_ADDRESS = address
    assert errors_of(PDF_BYTES) == ["L’antivirus ne répond pas\u00a0: réessayez dans quelques minutes."]


def test_an_antivirus_that_hangs_up_refuses_too(settings, monkeypatch):
    monkeypatch.setattr(scanning, "TIMEOUT_SECONDS", 1)
    with serving(Silent, settings):
        assert errors_of(PDF_BYTES) == ["L’antivirus ne répond pas\u00a0: réessayez dans quelques minutes."]


def test_without_an_antivirus_uploads_are_taken(settings):
    settings.CLAMAV_ADDRESS = ""
    assert errors_of(PDF_BYTES) == []
