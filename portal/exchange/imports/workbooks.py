"""Workbooks (XLSX, ODS) as rows of cells, read by `workbook_reader` in a process of its own."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 90
MOST_CELLS = 8_000_000
MOST_UNPACKED = 400 * 1024 * 1024
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old container: an .xls, or a locked .xlsx
_REFERENCE = re.compile(rb'<c[^>]*? r="([A-Z]{1,3})(\d{1,7})"')
_ODS_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d+)"')


class UnreadableFile(Exception):
    """A file that cannot be read; `str(error)` is a French sentence."""


def is_workbook(content: bytes) -> bool:
    """Tell a workbook (or what pretends to be one) by its first bytes."""
    return content.startswith((b"PK\x03\x04", COMPOUND))


def read(content: bytes, sheet: str = "") -> tuple[list[str], str, list[list]]:
    """Return the names of the sheets, the name of the one that was read, and its rows.

    Raises `UnreadableFile` for a locked, damaged or disproportionate workbook.
    """
    _refuse_locked(content)
    _refuse_huge(content)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-B", "-m", "portal.exchange.imports.workbook_reader", sheet],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=settings.BASE_DIR,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        )
    except (subprocess.SubprocessError, OSError):
        raise UnreadableFile(_("Ce classeur est trop long à lire : enregistrez-le en CSV puis renvoyez-le.")) from None
    if done.returncode:
        if b"password" in done.stderr.lower():
            raise _locked()
        raise UnreadableFile(_("Ce classeur est abîmé ou trop grand : enregistrez-le à nouveau, ou en CSV."))
    lines = done.stdout.decode().splitlines()
    rows = [[_cell(cell) for cell in json.loads(line)] for line in lines[2:]]
    return json.loads(lines[0])["sheets"], json.loads(lines[1])["sheet"], rows


def _refuse_locked(content: bytes) -> None:
    if content.startswith(COMPOUND) and b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00" in content:
        raise _locked()


def _locked() -> UnreadableFile:
    return UnreadableFile(_("Ce classeur est protégé par un mot de passe : retirez-le puis renvoyez le fichier."))


def _refuse_huge(content: bytes) -> None:
    """Refuse what would unpack to too many bytes or cells, before a reader makes room for them."""
    if not content.startswith(b"PK"):
        return
    too_big = UnreadableFile(_("Ce classeur demande des millions de cellules : supprimez ses lignes vides."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise too_big
            if _is_encrypted_ods(archive):
                raise _locked()
            if any(_cells_of(archive, entry) > MOST_CELLS for entry in archive.infolist()):
                raise too_big
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableFile(_("Ce classeur est abîmé : enregistrez-le à nouveau puis renvoyez-le.")) from None


def _is_encrypted_ods(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    return "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")[:200_000]


def _cells_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return the area that a sheet spans: its furthest column × its furthest row."""
    if not entry.filename.startswith("xl/worksheets/sheet"):
        return 0
    columns = rows = 0
    with archive.open(entry) as sheet:
        tail = b""
        while block := sheet.read(1 << 20):
            for letters, number in _REFERENCE.findall(tail + block):
                columns, rows = max(columns, _column_number(letters)), max(rows, int(number))
            tail = block[-64:]
    return columns * rows


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(cell):
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"]) if "d" in cell else datetime.fromisoformat(cell["m"])
    return cell
